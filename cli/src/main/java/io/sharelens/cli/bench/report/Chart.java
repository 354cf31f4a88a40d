package io.sharelens.cli.bench.report;

import java.util.List;

/**
 * Curves over one axis, drawn as an SVG file beside the report.
 *
 * @param file name without folder, for example {@code pictures-time.svg}
 * @param xLog whether that axis is logarithmic
 * @param yLog whether that axis is logarithmic
 */
public record Chart(
    String file,
    String title,
    String xTitle,
    String yTitle,
    boolean xLog,
    boolean yLog,
    List<Series> series) {
  public Chart {
    series = List.copyOf(series);
  }

  /**
   * One curve.
   *
   * @param points in order of x; positive where the axis is logarithmic
   */
  public record Series(String name, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  public record Point(double x, double y) {}
}
