package io.sharelens.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.cli.bench.report.Chart.Point;
import io.sharelens.cli.bench.report.Chart.Series;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgChartTest {
  private static org.w3c.dom.Document parse(Chart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(SvgChart.draw(chart).getBytes(StandardCharsets.UTF_8)));
  }

  private static Chart chart(boolean log, Series... series) {
    return new Chart("f.svg", "A < B & \"C\"", "x", "y", log, log, List.of(series));
  }

  private static List<double[]> points(Element polyline) {
    List<double[]> points = new ArrayList<>();
    for (String p : polyline.getAttribute("points").split(" ")) {
      if (!p.isEmpty()) {
        String[] xy = p.split(",");
        points.add(new double[] {Double.parseDouble(xy[0]), Double.parseDouble(xy[1])});
      }
    }
    return points;
  }

  @Test
  void isWellFormedWithATitleAndACurveForEachSeries() throws Exception {
    Element svg =
        parse(Documents.of("a", 1, 1, 1).sections().getFirst().charts().getFirst())
            .getDocumentElement();
    assertThat(svg.getTagName()).isEqualTo("svg");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Time <&> \"more\"");
    NodeList curves = svg.getElementsByTagName("polyline");
    assertThat(curves.getLength()).isEqualTo(2);
    assertThat(points((Element) curves.item(0))).hasSize(3);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
  }

  /** On logarithmic axes equal factors are equal distances. */
  @Test
  void logarithmicAxes() throws Exception {
    Chart c =
        chart(
            true,
            new Series("s", List.of(new Point(10, 1), new Point(100, 10), new Point(1000, 100))));
    List<double[]> p = points((Element) parse(c).getElementsByTagName("polyline").item(0));
    assertThat(p.get(1)[0] - p.get(0)[0]).isCloseTo(p.get(2)[0] - p.get(1)[0], within(0.15));
    assertThat(p.get(1)[1] - p.get(0)[1])
        .isCloseTo(p.get(2)[1] - p.get(1)[1], within(0.15))
        .isNegative();
  }

  @Test
  void linearAxesBeginAtZeroAndHoldEverything() throws Exception {
    Chart c =
        chart(false, new Series("s", List.of(new Point(0, 0), new Point(7, 3), new Point(14, 6))));
    List<double[]> p = points((Element) parse(c).getElementsByTagName("polyline").item(0));
    assertThat(p.get(0)).containsExactly(80, 344);
    assertThat(p.get(1)[0] - p.get(0)[0]).isCloseTo(p.get(2)[0] - p.get(1)[0], within(0.15));
    assertThat(p)
        .allSatisfy(
            xy -> {
              assertThat(xy[0]).isBetween(80.0, 510.0);
              assertThat(xy[1]).isBetween(44.0, 344.0);
            });
  }

  /** A logarithm of nothing, and what was not measured, cannot be drawn. */
  @Test
  void pointsThatHaveNoPlaceAreLeftOut() throws Exception {
    Chart c =
        chart(
            true,
            new Series("s", List.of(new Point(0, 1), new Point(1, Double.NaN), new Point(2, 3))));
    assertThat(points((Element) parse(c).getElementsByTagName("polyline").item(0))).hasSize(1);
    assertThat(SvgChart.draw(chart(false))).doesNotContain("NaN").doesNotContain("Infinity");
    assertThat(SvgChart.draw(c)).doesNotContain("NaN").isEqualTo(SvgChart.draw(c));
  }
}
