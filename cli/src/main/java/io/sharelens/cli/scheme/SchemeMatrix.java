package io.sharelens.cli.scheme;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.plugin.Provided;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.scheme.SchemeFile.Choice;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.PluginPoint;
import io.sharelens.spi.RankingFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All combinations of comparison, index and ranking, for two and for three computing nodes. */
public final class SchemeMatrix {
  private SchemeMatrix() {}

  /**
   * One combination.
   *
   * @param comparison plugin
   * @param index plugin
   * @param ranking plugin
   * @param parties computing nodes
   * @param dealer whether node 3 deals
   * @param refused why it cannot be; null if it can
   * @param query cost of distances and ranking of one query; null if it cannot be
   * @param leakage one sentence for each source; empty if it cannot be
   */
  public record Row(
      String comparison,
      String index,
      String ranking,
      int parties,
      boolean dealer,
      @Nullable String refused,
      @Nullable QueryCost query,
      List<String> leakage) {}

  /**
   * Size of what a query is counted with.
   *
   * @param pictures stored
   * @param dimension numbers in a feature
   * @param k wanted
   */
  public record Size(int pictures, int dimension, int k) {}

  /** Hears of each combination that is about to be counted. */
  public interface Listener {
    void counting(String combination, int done, int total);
  }

  /**
   * Counts all combinations.
   *
   * @param backbone stands in each scheme; which one does not matter here
   */
  public static List<Row> of(PluginSource plugins, Choice backbone, Size size, Listener listener) {
    List<SchemeFile> files = new ArrayList<>();
    for (ComparisonFactory c : named(plugins, ComparisonFactory.class)) {
      for (FeatureIndexFactory i : named(plugins, FeatureIndexFactory.class)) {
        for (RankingFactory r : named(plugins, RankingFactory.class)) {
          files.add(
              new SchemeFile(
                  c.name() + " " + i.name() + " " + r.name(),
                  c.traits().parties(),
                  backbone,
                  new Choice(c.name(), null),
                  new Choice(i.name(), null),
                  new Choice(r.name(), null),
                  null,
                  null));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (SchemeFile f : files) {
      listener.counting(f.name(), rows.size(), files.size());
      rows.add(row(f, plugins, size));
    }
    rows.sort(Comparator.comparingInt(Row::parties).thenComparing(Row::comparison));
    return rows;
  }

  private static Row row(SchemeFile file, PluginSource plugins, Size size) {
    String refused = null;
    QueryCost query = null;
    List<String> leakage = List.of();
    try {
      Scheme scheme = new Scheme(file, plugins);
      query = QueryCost.of(scheme, size.pictures(), size.dimension(), size.k());
      leakage = scheme.leakage();
    } catch (LensException e) {
      refused = e.code() + ": " + e.getMessage();
    }
    return new Row(
        file.comparison().plugin(),
        file.index().plugin(),
        file.ranking().plugin(),
        file.parties(),
        file.parties() == 2,
        refused,
        query,
        leakage);
  }

  private static <T extends PluginPoint> List<T> named(PluginSource plugins, Class<T> point) {
    return plugins.extensions(point).stream()
        .map(Provided::extension)
        .sorted(Comparator.comparing(PluginPoint::name))
        .toList();
  }
}
