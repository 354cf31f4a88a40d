package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.PartyContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Features that parties stored, a structure that they built over the first of them, and searches in
 * it, each in a session of its own.
 */
final class BuiltIndex {
  private static final long STRUCTURE_KEYS = 1L << 40;

  private final Parties parties;
  private final FeatureSpec spec;
  private final Function<PartyContext, FeatureIndex> plugin;
  private final long firstKey;
  private final long[] keys;
  private final Parties.Ran<Part> built;

  /** What one party stores. */
  record Part(ByteBuffer rows, byte[] document, ByteBuffer nodes, int offered) {}

  /**
   * What a search found.
   *
   * @param positions of the candidates among the rows
   * @param scores of the candidates, revealed
   */
  record Found(int[] positions, int[] scores, int distances) {
    /** Positions of the {@code k} nearest. */
    List<Integer> nearest(int k) {
      return IntStream.range(0, positions.length)
          .boxed()
          .sorted((i, j) -> Integer.compare(scores[i], scores[j]))
          .limit(k)
          .map(i -> positions[i])
          .toList();
    }
  }

  /**
   * Stores features and builds a structure over the first {@code inStructure} of them.
   *
   * @param firstKey keys from here on are used, three for each feature: none of them before
   */
  BuiltIndex(
      Parties parties,
      FeatureSpec spec,
      Function<PartyContext, FeatureIndex> plugin,
      int[][] features,
      int inStructure,
      long firstKey) {
    this.parties = parties;
    this.spec = spec;
    this.plugin = plugin;
    this.keys = new long[features.length];
    this.firstKey = firstKey;
    Arrays.setAll(keys, i -> firstKey + 3L * i);
    this.built = parties.run(context -> build(context, features, inStructure));
  }

  private Part build(PartyContext context, int[][] features, int inStructure) {
    FeatureIndex index = plugin.apply(context);
    ByteBuffer rows = ByteBuffer.allocate(features.length * index.rowBytes());
    Shape shape = Shape.of(features.length, spec.dimension());
    int[] words = Stream.of(features).flatMapToInt(Arrays::stream).toArray();
    index.insert(Parties.secret(context, shape, words), keys, rows);
    rows.flip();
    int offered = index.structureRows(inStructure);
    long[] nodeKeys = structureKeys(offered);
    ByteBuffer nodes = ByteBuffer.allocate(offered * index.rowBytes());
    RowSet first =
        RowSet.of(rows, index.rowBytes(), keys).pick(IntStream.range(0, inStructure).toArray());
    byte[] document = index.build(first, nodeKeys, nodes);
    return new Part(rows, document, nodes.flip(), offered);
  }

  private long[] structureKeys(int n) {
    return LongStream.range(0, n).map(i -> STRUCTURE_KEYS + firstKey + i).toArray();
  }

  /** Labels that storing and building opened, and how many words. */
  Map<String, Long> openings() {
    return built.openings();
  }

  long[] keys() {
    return keys.clone();
  }

  List<Part> parts() {
    return built.results();
  }

  /** Searches all rows. */
  Parties.Ran<Found> search(int[] query, int k) {
    return search(IntStream.range(0, keys.length).toArray(), query, k, d -> d);
  }

  /**
   * Searches some rows.
   *
   * @param rows positions of the rows that are still there
   * @param document what happens to the document before
   */
  Parties.Ran<Found> search(int[] rows, int[] query, int k, UnaryOperator<byte[]> document) {
    return parties.run(
        context -> {
          FeatureIndex index = plugin.apply(context);
          Part part = built.results().get(context.arithmetic().party() - 1);
          int nodes = part.nodes().remaining() / index.rowBytes();
          IndexStructure structure =
              new IndexStructure(
                  document.apply(part.document().clone()),
                  RowSet.of(part.nodes(), index.rowBytes(), structureKeys(nodes)));
          RowSet set = RowSet.of(part.rows(), index.rowBytes(), keys).pick(rows);
          Candidates c =
              index
                  .candidates(
                      Parties.secret(context, Shape.of(1, spec.dimension()), query),
                      set,
                      structure,
                      k)
                  .getFirst();
          return new Found(c.positions(), Parties.reveal(context, c.scores()), c.distances());
        });
  }
}
