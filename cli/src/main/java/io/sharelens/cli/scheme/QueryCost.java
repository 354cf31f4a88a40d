package io.sharelens.cli.scheme;

import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.rehearsal.DrawnRows;
import io.sharelens.node.rehearsal.LocalServer;
import io.sharelens.node.rehearsal.LocalServers;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import java.util.List;

/**
 * Distances and ranking of one query, counted with {@link LocalServers} with drawn features. The
 * feature of the query itself is not part of it: its cost depends on the model.
 *
 * @param rounds of exchanges
 * @param onlineBytes between the computing nodes, sum over all of them
 * @param offlineBytes dealt, or exchanged before the query was known
 * @param candidates pictures whose distance was computed
 */
public record QueryCost(long rounds, long onlineBytes, long offlineBytes, long candidates) {
  private static final int FEATURE_BITS = 10;

  /**
   * Counts one query.
   *
   * @param pictures stored
   * @param dimension numbers in a feature
   * @param k wanted
   */
  public static QueryCost of(Scheme scheme, int pictures, int dimension, int k) {
    List<Counted> parties =
        new LocalServers(scheme).run(party -> query(scheme, party, pictures, dimension, k));
    return new QueryCost(
        parties.stream().mapToLong(c -> c.cost().rounds()).max().orElse(0),
        parties.stream().mapToLong(c -> c.cost().sentBytes()).sum(),
        parties.stream().mapToLong(c -> c.cost().dealtBytes()).sum(),
        parties.getFirst().candidates());
  }

  /** What one party counted. */
  private record Counted(LocalServer.Cost cost, int candidates) {}

  private static Counted query(
      Scheme scheme, LocalServer party, int pictures, int dimension, int k) {
    int bound = 1 << (FEATURE_BITS + 2);
    FeatureSpec spec =
        new FeatureSpec(
            dimension, FEATURE_BITS, bound, (long) Math.ceil(bound * Math.sqrt(dimension)));
    DrawnRows drawn = new DrawnRows(scheme, spec, party);
    DrawnRows.Stored stored = drawn.store(pictures, done -> {});
    SharedTensor query = drawn.draw(1);
    LocalServer.Cost start = party.cost();
    FeatureIndex.Candidates found =
        drawn.index().candidates(query, stored.rows(), stored.structure(), k).getFirst();
    if (found.positions().length > k) {
      drawn.ranking().top(found, k);
    }
    return new Counted(party.cost().minus(start), found.positions().length);
  }
}
