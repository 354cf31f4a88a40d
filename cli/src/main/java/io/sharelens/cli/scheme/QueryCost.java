package io.sharelens.cli.scheme;

import io.sharelens.cli.parties.LocalServer;
import io.sharelens.cli.parties.LocalServers;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.Ranking;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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
  private static final int INSERTED_AT_ONCE = 500;

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
    ComparisonProtocol compare =
        scheme.comparison().create(scheme.file().comparison().config(), party);
    Ranking ranking = scheme.ranking().create(scheme.file().ranking().config(), party, compare);
    FeatureIndex index =
        scheme.index().create(scheme.file().index().config(), spec, party, compare, ranking);
    long[] keys = LongStream.rangeClosed(1, pictures).toArray();
    ByteBuffer rows = room(pictures, index);
    for (int from = 0; from < pictures; from += INSERTED_AT_ONCE) {
      int n = Math.min(INSERTED_AT_ONCE, pictures - from);
      index.insert(features(party, n, dimension), Arrays.copyOfRange(keys, from, from + n), rows);
    }
    RowSet stored = RowSet.of(rows.flip(), index.rowBytes(), keys);
    IndexStructure structure = structure(index, stored);
    SharedTensor query = features(party, 1, dimension);
    LocalServer.Cost start = party.cost();
    FeatureIndex.Candidates found = index.candidates(query, stored, structure, k).getFirst();
    if (found.positions().length > k) {
      ranking.top(found, k);
    }
    return new Counted(party.cost().minus(start), found.positions().length);
  }

  private static @Nullable IndexStructure structure(FeatureIndex index, RowSet stored) {
    if (!index.wantsBuild(null, stored.keys())) {
      return null;
    }
    int own = index.structureRows(stored.size());
    long[] keys = LongStream.rangeClosed(stored.size() + 1L, stored.size() + (long) own).toArray();
    ByteBuffer rows = room(own, index);
    byte[] document = index.build(stored, keys, rows);
    rows.flip();
    int written = rows.remaining() / index.rowBytes();
    return new IndexStructure(
        document, RowSet.of(rows, index.rowBytes(), Arrays.copyOf(keys, written)));
  }

  private static ByteBuffer room(int rows, FeatureIndex index) {
    return ByteBuffer.allocate(Math.multiplyExact(rows, index.rowBytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Positive features: the first server holds them whole, the second one zeros. */
  private static SharedTensor features(LocalServer party, int n, int dimension) {
    int[] share = new int[party.arithmetic().party() == 3 ? 0 : n * dimension];
    if (party.arithmetic().party() == 1) {
      new Prg(Seed.fresh(new SecureRandom()), 0).ints(share);
      for (int i = 0; i < share.length; i++) {
        share[i] = (share[i] >>> (32 - FEATURE_BITS)) + 1;
      }
    }
    return party.arithmetic().importAdditive(Shape.of(n, dimension), share);
  }
}
