package io.sharelens.cli.evaluate.federated;

import io.sharelens.cli.evaluate.Normalisation;
import io.sharelens.cli.evaluate.federated.FederatedReport.Data;
import io.sharelens.cli.evaluate.federated.FederatedReport.Federation;
import io.sharelens.cli.evaluate.federated.FederatedReport.Part;
import io.sharelens.cli.evaluate.federated.FederatedReport.Setup;
import io.sharelens.cli.evaluate.federated.FederatedReport.Trained;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.node.scheme.SchemeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * FLSIR's experiment of training together: half of the pictures are dealt to owners, who train in
 * rounds with real nodes; after every round the published model is measured on the other half,
 * beside central training and each owner alone.
 */
public final class FederatedExperiment {
  private final Distribution distribution;
  private final Path scheme;
  private final String heap;
  private final Settings settings;
  private final Progress progress;

  /**
   * @param scheme YAML; its aggregator gets options of these settings
   * @param heap of each node
   */
  public FederatedExperiment(
      Distribution distribution, Path scheme, String heap, Settings settings, Progress progress) {
    this.distribution = distribution;
    this.scheme = scheme;
    this.heap = heap;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs everything.
   *
   * @param start makes the first model; gets the training pictures
   */
  public FederatedReport run(
      LabelledPictures pictures, Function<LabelledPictures, StartModel> start) {
    HeldOut halves = HeldOut.of(pictures, settings.limit(), settings.seed());
    List<List<List<Integer>>> deals = new ArrayList<>();
    for (int owners : settings.owners()) {
      deals.add(deal(halves.training(), owners));
    }
    StartModel first = start.apply(halves.training());
    PublishedModel model = first.model();
    QualityMeter meter =
        new QualityMeter(
            model.graph(),
            Normalisation.of(SchemeFile.read(scheme)),
            halves.measured(),
            settings.queries(),
            progress);
    Quality before = meter.measure(model.weights());
    progress.stage("start: P@10 %.4f, P@50 %.4f".formatted(before.p10(), before.p50()));
    Baselines baselines = new Baselines(model.graph(), model.weights(), settings, meter, progress);
    Trained central =
        settings.central() ? baselines.train("central training", halves.training()) : null;
    List<Federation> federations = new ArrayList<>();
    for (List<List<Integer>> deal : deals) {
      List<LabelledPictures> parts = deal.stream().map(halves.training()::pick).toList();
      federations.add(federation(first, parts, before, central, meter, baselines));
    }
    return new FederatedReport(
        setup(first),
        new Data(
            pictures.categories().size(),
            halves.training().size(),
            halves.measured().size(),
            meter.queries(),
            meter.chance(),
            meter.ceiling(10),
            meter.ceiling(50)),
        before,
        central,
        federations,
        Paper.flsir(),
        Verdict.worst(federations.stream().map(Federation::verdict).toList()));
  }

  /** Every owner has at least a batch, where there are pictures enough. */
  private List<List<Integer>> deal(LabelledPictures training, int owners) {
    int least = Math.max(1, Math.min(settings.batch(), training.size() / (2 * owners)));
    return settings.split().deal(training.labels(), owners, least, settings.seed());
  }

  private Federation federation(
      StartModel first,
      List<LabelledPictures> parts,
      Quality before,
      @Nullable Trained central,
      QualityMeter meter,
      Baselines baselines) {
    List<Trained> alone = new ArrayList<>();
    for (int o = 0; o < parts.size() && settings.alone(); o++) {
      alone.add(
          baselines.train("owner %d of %d alone".formatted(o + 1, parts.size()), parts.get(o)));
    }
    Quality mean =
        alone.isEmpty() ? null : Quality.mean(alone.stream().map(Trained::quality).toList());
    List<RoundFigures> rounds = new ArrayList<>();
    List<Long> processes;
    try (TemporaryFolder folder = new TemporaryFolder("sharelens-federated");
        FederatedNodes nodes =
            FederatedNodes.start(
                new FederatedNodes.Place(distribution, scheme, heap, folder.path()),
                settings,
                first.model(),
                parts,
                progress)) {
      processes = nodes.processes();
      for (int r = 1; r <= settings.rounds(); r++) {
        rounds.add(nodes.rounds().run(meter::measure));
        report(rounds, parts.size());
      }
    }
    Quality last = rounds.getLast().quality();
    return new Federation(
        parts.size(),
        parts.stream().map(FederatedExperiment::part).toList(),
        rounds,
        last,
        alone,
        mean,
        processes,
        Verdict.of(
            last,
            before,
            meter.chance(),
            meter.pictures(),
            meter.queries(),
            central == null ? null : central.quality(),
            mean));
  }

  private void report(List<RoundFigures> rounds, int owners) {
    RoundFigures r = rounds.getLast();
    double left =
        (settings.rounds() - rounds.size())
            * rounds.stream().mapToDouble(x -> x.seconds().whole()).average().orElse(0);
    progress.stage(
        "%d owners, round %d of %d: P@10 %.4f, P@50 %.4f, loss %.3f, %.0f s; about %.0f s to go"
            .formatted(
                owners,
                rounds.size(),
                settings.rounds(),
                r.quality().p10(),
                r.quality().p50(),
                r.quality().loss(),
                r.seconds().whole(),
                left));
  }

  private static Part part(LabelledPictures pictures) {
    return new Part(
        pictures.size(),
        Members.byClass(pictures.labels(), pictures.categories().size()).stream()
            .map(List::size)
            .toList());
  }

  private Setup setup(StartModel first) {
    PublishedModel model = first.model();
    return new Setup(
        SchemeFile.read(scheme).name(),
        first.words(),
        model.graph().name(),
        model.graph().preprocessing().size(),
        UpdateLayout.of(model).parameters(),
        settings.split().toString(),
        settings.rounds(),
        settings.localEpochs(),
        settings.batch(),
        settings.rate(),
        settings.momentum(),
        settings.proximal(),
        settings.seed());
  }
}
