package io.sharelens.cli.bench.report;

import java.util.Locale;
import java.util.stream.Collectors;

/** Draws a chart as SVG, readable on light and dark ground. Equal charts give equal text. */
final class SvgChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 80;
  private static final int RIGHT = 210;
  private static final int TOP = 44;
  private static final int BOTTOM = 56;
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f"
  };

  private final Chart chart;
  private final Axis x;
  private final Axis y;
  private final StringBuilder out = new StringBuilder();

  private SvgChart(Chart chart) {
    this.chart = chart;
    this.x =
        Axis.over(
            chart.xLog(),
            chart.series().stream()
                .flatMapToDouble(s -> s.points().stream().mapToDouble(Chart.Point::x)),
            LEFT,
            WIDTH - RIGHT);
    this.y =
        Axis.over(
            chart.yLog(),
            chart.series().stream()
                .flatMapToDouble(s -> s.points().stream().mapToDouble(Chart.Point::y)),
            HEIGHT - BOTTOM,
            TOP);
  }

  static String draw(Chart chart) {
    return new SvgChart(chart).text();
  }

  private String text() {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#777\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    line("<title>%s</title>", escaped(chart.title()));
    line("<text x=\"%d\" y=\"22\" font-size=\"15\">%s</text>", LEFT, escaped(chart.title()));
    grid();
    for (int i = 0; i < chart.series().size(); i++) {
      curve(chart.series().get(i), i);
    }
    line("</svg>");
    return out.toString();
  }

  private void grid() {
    line("<g stroke=\"#999\" stroke-opacity=\"0.4\">");
    for (double t : x.ticks()) {
      line("<path d=\"M%s %dV%d\"/>", n(x.pixel(t)), TOP, HEIGHT - BOTTOM);
    }
    for (double t : y.ticks()) {
      line("<path d=\"M%d %sH%d\"/>", LEFT, n(y.pixel(t)), WIDTH - RIGHT);
    }
    line("</g>");
    for (double t : x.ticks()) {
      line(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          n(x.pixel(t)), HEIGHT - BOTTOM + 18, Numbers.tick(t));
    }
    for (double t : y.ticks()) {
      line(
          "<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>",
          LEFT - 6, n(y.pixel(t) + 4), Numbers.tick(t));
    }
    line(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, escaped(chart.xTitle()));
    line(
        "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        (TOP + HEIGHT - BOTTOM) / 2, escaped(chart.yTitle()));
  }

  private void curve(Chart.Series s, int number) {
    String colour = COLOURS[number % COLOURS.length];
    var points = s.points().stream().filter(p -> x.holds(p.x()) && y.holds(p.y())).toList();
    line(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
        colour,
        points.stream()
            .map(p -> n(x.pixel(p.x())) + "," + n(y.pixel(p.y())))
            .collect(Collectors.joining(" ")));
    for (Chart.Point p : points) {
      line(
          "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>",
          n(x.pixel(p.x())), n(y.pixel(p.y())), colour);
    }
    int at = TOP + 10 + 20 * number;
    line(
        "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>",
        WIDTH - RIGHT + 14, at - 6, colour);
    line("<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - RIGHT + 34, at, escaped(s.name()));
  }

  private void line(String format, Object... values) {
    out.append(format.formatted(values)).append('\n');
  }

  /** A coordinate; a tenth of a pixel is enough. */
  private static String n(double v) {
    return String.format(Locale.ROOT, "%.1f", v);
  }

  private static String escaped(String s) {
    return s.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
