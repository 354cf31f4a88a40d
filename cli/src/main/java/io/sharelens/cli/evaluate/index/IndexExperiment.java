package io.sharelens.cli.evaluate.index;

import io.sharelens.cli.evaluate.Experiment;
import io.sharelens.cli.evaluate.Retrieval;
import io.sharelens.cli.evaluate.index.IndexParty.Found;
import io.sharelens.cli.evaluate.index.IndexParty.Stored;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.ExtensionRegistry;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.rehearsal.LocalServer;
import io.sharelens.node.rehearsal.LocalServers;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.PluginConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The hierarchical index beside the flat one, on shares of the same features, with a scheme's
 * comparison and ranking.
 *
 * @param distribution with the plugins
 * @param scheme YAML; if it has a hierarchical index, its options are the defaults here
 * @param options of the hierarchical index
 * @param pictures to index; made of the photos there are
 * @param queries leave-one-out queries
 * @param ks results for which precision is measured
 */
public record IndexExperiment(
    Distribution distribution,
    Path scheme,
    Map<String, String> options,
    int pictures,
    int queries,
    List<Integer> ks) {
  private static final String FLAT = "index-flat";
  private static final String TREE = "index-hierarchical";

  /**
   * Runs it.
   *
   * @param words what the model's weights are
   */
  public IndexReport run(
      PublishedModel model, String words, LabelledPictures photos, Progress progress) {
    if (photos.size() < 2 || pictures < photos.size()) {
      throw LensException.user(
          "bad-option",
          "there must be 2 photos or more, and at least as many pictures as photos: %d photos, %d pictures"
              .formatted(photos.size(), pictures));
    }
    progress.stage("features of %d pictures of %d photos".formatted(pictures, photos.size()));
    IndexFeatures plain = IndexFeatures.of(model, photos, pictures, progress);
    SharedFeatures shared = new SharedFeatures(plain, new SecureRandom());
    return Distribution.withPlugins(
        distribution.plugins(),
        host -> {
          Scheme s = new Scheme(SchemeFile.read(scheme), host);
          int[] numbers = Experiment.queries(pictures, queries);
          Run flat = run(s, host, new PluginConfig(FLAT, Map.of()), shared, numbers, progress);
          Run tree = run(s, host, treeConfig(s), shared, numbers, progress);
          return new IndexReport(
              s.name(),
              words,
              model.graph().preprocessing().size(),
              pictures,
              photos.size(),
              numbers.length,
              Retrieval.chance(numbers, plain.labels()),
              built(tree),
              rows(flat, tree, plain, numbers));
        });
  }

  private PluginConfig treeConfig(Scheme s) {
    Map<String, String> all = new TreeMap<>();
    PluginConfig own = s.file().index().config();
    if (own.plugin().equals(TREE)) {
      all.putAll(own.options());
    }
    all.putAll(options);
    return new PluginConfig(TREE, all);
  }

  /**
   * One index in one session.
   *
   * @param stored by party
   * @param found by number of results in the order of {@code ks}, then by party, then by query
   */
  private record Run(PluginConfig config, List<Stored> stored, List<List<List<Found>>> found) {}

  private record Party(Stored stored, List<List<Found>> found) {}

  private Run run(
      Scheme s,
      PluginSource host,
      PluginConfig config,
      SharedFeatures features,
      int[] numbers,
      Progress progress) {
    progress.stage(
        "%s on shares, %d servers in this process".formatted(config.plugin(), s.file().parties()));
    FeatureIndexFactory factory =
        new ExtensionRegistry<>("index", FeatureIndexFactory.class, host)
            .get(config.plugin())
            .extension();
    List<Party> parties =
        new LocalServers(s)
            .run(
                server -> {
                  IndexParty party = new IndexParty(server, s, factory, config, features, progress);
                  Stored stored = party.store(1);
                  List<List<Found>> found = new ArrayList<>();
                  for (int k : ks) {
                    found.add(party.search(stored, numbers, k));
                  }
                  return new Party(stored, found);
                });
    List<List<List<Found>>> byCount = new ArrayList<>();
    for (int i = 0; i < ks.size(); i++) {
      int number = i;
      byCount.add(parties.stream().map(p -> p.found().get(number)).toList());
    }
    return new Run(config, parties.stream().map(Party::stored).toList(), byCount);
  }

  private static IndexReport.Built built(Run tree) {
    IndexStructure structure = tree.stored().getFirst().structure();
    List<LocalServer.Cost> costs = tree.stored().stream().map(Stored::build).toList();
    return new IndexReport.Built(
        tree.config().options().isEmpty()
            ? "defaults"
            : String.valueOf(new TreeMap<>(tree.config().options())),
        structure == null ? 0 : structure.rows().size(),
        structure == null ? 0 : structure.document().length,
        costs.getFirst().seconds(),
        costs.getFirst().rounds(),
        costs.stream().mapToLong(LocalServer.Cost::sentBytes).sum(),
        costs.stream().mapToLong(LocalServer.Cost::dealtBytes).sum());
  }

  private List<IndexReport.Row> rows(Run flat, Run tree, IndexFeatures plain, int[] numbers) {
    List<IndexReport.Row> rows = new ArrayList<>();
    for (int i = 0; i < ks.size(); i++) {
      for (Run run : List.of(flat, tree)) {
        rows.add(
            row(
                run.config().plugin(),
                ks.get(i),
                run.found().get(i),
                flat.found().get(i).getFirst(),
                plain,
                numbers));
      }
    }
    return rows;
  }

  private static IndexReport.Row row(
      String index,
      int k,
      List<List<Found>> parties,
      List<Found> flat,
      IndexFeatures plain,
      int[] numbers) {
    List<Found> first = parties.getFirst();
    double hits = 0;
    double same = 0;
    double distances = 0;
    double share = 0;
    for (int q = 0; q < numbers.length; q++) {
      Set<Integer> expected = set(flat.get(q).pictures());
      for (int picture : first.get(q).pictures()) {
        hits += plain.labels()[picture] == plain.labels()[numbers[q]] ? 1 : 0;
        same += expected.contains(picture) ? 1 : 0;
      }
      distances += first.get(q).distances();
      share += (double) first.get(q).distances() / flat.get(q).distances();
    }
    int n = numbers.length;
    return new IndexReport.Row(
        index,
        k,
        hits / n / k,
        same / n / k,
        distances / n,
        share / n,
        first.stream().mapToDouble(f -> f.cost().seconds()).sum() / n,
        first.stream().mapToDouble(f -> f.cost().rounds()).sum() / n,
        mean(parties, LocalServer.Cost::sentBytes),
        mean(parties, LocalServer.Cost::dealtBytes));
  }

  /** Of all parties together, a query. */
  private static double mean(List<List<Found>> parties, ToLongFunction<LocalServer.Cost> what) {
    return parties.stream()
        .mapToDouble(p -> p.stream().mapToLong(f -> what.applyAsLong(f.cost())).average().orElse(0))
        .sum();
  }

  private static Set<Integer> set(int[] pictures) {
    return new HashSet<>(Arrays.stream(pictures).boxed().toList());
  }
}
