package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchRun;
import io.sharelens.cli.bench.BenchScheme;
import io.sharelens.cli.bench.BenchSpec.Work;
import io.sharelens.cli.bench.Measured;
import io.sharelens.cli.local.Distribution;
import io.sharelens.inference.CostEstimate;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.node.scheme.Scheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pictures through backbones, measured once for all the sections that tell of them. */
final class ModelFigures {
  /** The paper's, and the one whose input size is varied. */
  static final String VGG11 = "model-vgg11";

  /**
   * One measurement.
   *
   * @param input height and width
   * @param macs multiply-adds of the batch at each server
   * @param alone whether the dealer's peaks are of this work and of no other
   */
  record Row(
      String backbone,
      String comparison,
      int input,
      int batch,
      Measured measured,
      long macs,
      boolean alone,
      long dealerHeap,
      long dealerResident) {}

  private final ReportBench bench;
  private final List<Row> rows = new ArrayList<>();
  private final Map<Path, Long> macs = new LinkedHashMap<>();

  private ModelFigures(ReportBench bench) {
    this.bench = bench;
  }

  static ModelFigures measure(ReportBench bench) {
    ModelFigures f = new ModelFigures(bench);
    ReportSize size = bench.size();
    String best = bench.catalogue().cheapest();
    for (String plugin : bench.catalogue().comparisonNames()) {
      f.measure(plugin, VGG11, size.inputs(), 1);
    }
    f.measure(best, VGG11, List.of(size.mainInput()), size.batch());
    for (Catalogue.Backbone b : bench.catalogue().backbones()) {
      if (!b.name().equals(VGG11)) {
        int input = size.usualInputs() ? b.usualSize() : size.mainInput();
        f.measure(best, b.name(), List.of(input), 1);
        f.measure(best, b.name(), List.of(input), size.batch());
      }
    }
    return f;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  private void measure(String comparison, String backbone, List<Integer> inputs, int batch) {
    BenchScheme scheme = bench.scheme(comparison, backbone);
    List<Work> works = new ArrayList<>();
    for (int input : inputs) {
      works.add(Work.model(bench.model(scheme, input), batch).with(bench.size().effort()));
    }
    BenchRun.Outcome outcome =
        bench.run("%s, batch %d, with %s".formatted(backbone, batch, comparison), scheme, works);
    for (int i = 0; i < inputs.size(); i++) {
      rows.add(
          new Row(
              backbone,
              comparison,
              inputs.get(i),
              batch,
              outcome.works().get(i),
              batch * macs(bench, scheme, bench.model(scheme, inputs.get(i))),
              inputs.size() == 1,
              outcome.dealerHeap(),
              outcome.dealerResident()));
    }
  }

  private long macs(ReportBench b, BenchScheme scheme, Path model) {
    return macs.computeIfAbsent(model, file -> count(b.here(), scheme, file));
  }

  /** Multiply-adds of one picture at each server. */
  static long count(Distribution here, BenchScheme scheme, Path file) {
    QuantizedModel model = QuantizedModel.of(PublishedModel.read(file));
    return Distribution.withPlugins(
        here.plugins(),
        host ->
            CostEstimate.of(model, new Scheme(scheme.file(), host).comparison(), 1).multiplyAdds());
  }
}
