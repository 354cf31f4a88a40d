package io.sharelens.cli.evaluate.index;

import io.sharelens.cli.output.Progress;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.node.rehearsal.LocalServer;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What one server does with one index: stores shares of features, builds, answers queries. */
final class IndexParty {
  private static final int STORED_AT_ONCE = 250;

  private final LocalServer server;
  private final SharedFeatures features;
  private final FeatureIndex index;
  private final Ranking ranking;
  private final Progress progress;

  IndexParty(
      LocalServer server,
      Scheme scheme,
      FeatureIndexFactory factory,
      PluginConfig config,
      SharedFeatures features,
      Progress progress) {
    this.server = server;
    this.features = features;
    this.progress = progress;
    ComparisonProtocol compare =
        scheme.comparison().create(scheme.file().comparison().config(), server);
    this.ranking = scheme.ranking().create(scheme.file().ranking().config(), server, compare);
    this.index = factory.create(config, features.plain().spec(), server, compare, ranking);
  }

  /** What a server holds and what that cost it. */
  record Stored(
      RowSet rows,
      @Nullable IndexStructure structure,
      LocalServer.Cost intake,
      LocalServer.Cost build) {}

  /** What one search found and cost this server. */
  record Found(int[] pictures, int distances, LocalServer.Cost cost) {}

  /** Stores all features and builds what the index wants built. */
  Stored store(long firstKey) {
    int n = features.plain().size();
    long[] keys = LongStream.range(firstKey, firstKey + n).toArray();
    LocalServer.Cost start = server.cost();
    ByteBuffer rows = ByteBuffer.allocate(Math.multiplyExact(n, index.rowBytes()));
    for (int from = 0; from < n; from += STORED_AT_ONCE) {
      int m = Math.min(STORED_AT_ONCE, n - from);
      long[] some = LongStream.range(firstKey + from, firstKey + from + m).toArray();
      index.insert(features.of(arithmetic(), from, m), some, rows);
      step("features normalised and stored on shares", from + m, n);
    }
    RowSet stored = RowSet.of(rows.flip(), index.rowBytes(), keys);
    LocalServer.Cost taken = server.cost();
    IndexStructure structure = index.wantsBuild(null, keys) ? build(stored, firstKey + n) : null;
    return new Stored(stored, structure, taken.minus(start), server.cost().minus(taken));
  }

  private IndexStructure build(RowSet rows, long firstKey) {
    int offered = index.structureRows(rows.size());
    long[] keys = LongStream.range(firstKey, firstKey + offered).toArray();
    ByteBuffer nodes = ByteBuffer.allocate(Math.multiplyExact(offered, index.rowBytes()));
    byte[] document = index.build(rows, keys, nodes);
    nodes.flip();
    int used = nodes.remaining() / index.rowBytes();
    return new IndexStructure(
        document, RowSet.of(nodes, index.rowBytes(), Arrays.copyOf(keys, used)));
  }

  /** Leave-one-out queries for k results each: pictures of the query's own photo are not there. */
  List<Found> search(Stored stored, int[] queries, int k) {
    List<Found> found = new ArrayList<>();
    for (int query : queries) {
      int[] others = features.plain().withoutPhotoOf(query);
      RowSet rows = stored.rows().pick(others);
      LocalServer.Cost before = server.cost();
      Candidates candidates =
          index
              .candidates(features.of(arithmetic(), query, 1), rows, stored.structure(), k)
              .getFirst();
      int[] top = ranking.top(candidates, Math.min(k, candidates.positions().length));
      LocalServer.Cost cost = server.cost().minus(before);
      int[] pictures = new int[top.length];
      for (int i = 0; i < top.length; i++) {
        pictures[i] = others[candidates.positions()[top[i]]];
      }
      found.add(new Found(pictures, candidates.distances(), cost));
      step("queries for " + k + " results", found.size(), queries.length);
    }
    return found;
  }

  private Arithmetic arithmetic() {
    return server.arithmetic();
  }

  private void step(String what, int done, int total) {
    if (arithmetic().party() == 1) {
      progress.step(what, done, total);
    }
  }
}
