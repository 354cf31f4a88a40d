package io.sharelens.node.feature;

import io.sharelens.inference.SecureExecutor;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Ranking;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The scheme's plugins in one session of one computing node. One thread uses it. */
public final class Pipeline {
  private final PartyContext context;
  private final LoadedModel model;
  private final Ranking ranking;
  private final FeatureIndex index;
  private final FeatureExtractor extractor;

  public Pipeline(Scheme scheme, LoadedModel model, PartyContext context) {
    this.context = context;
    this.model = model;
    ComparisonProtocol compare =
        scheme.comparison().create(scheme.file().comparison().config(), context);
    ranking = scheme.ranking().create(scheme.file().ranking().config(), context, compare);
    index =
        scheme
            .index()
            .create(scheme.file().index().config(), model.features(), context, compare, ranking);
    extractor = model.extractor().create(context.arithmetic(), compare);
  }

  /**
   * Features of pictures.
   *
   * @param n number of pictures
   * @param share this node's words of them, n * 3 * size * size; none at node 3
   * @return [n, dimension]
   */
  public SharedTensor features(int n, int[] share) {
    return features(n, share, (layer, done, total) -> {});
  }

  /** As above, telling of every layer that is done. */
  public SharedTensor features(int n, int[] share, SecureExecutor.Progress progress) {
    Shape one = model.input();
    return extractor.features(
        context.arithmetic().importAdditive(Shape.of(n, one.dim(0), one.dim(1), one.dim(2)), share),
        progress);
  }

  /**
   * Features that were extracted and stored before.
   *
   * @param share this node's words of them, n * dimension; none at node 3
   */
  public SharedTensor storedFeatures(int n, int[] share) {
    return context.arithmetic().importAdditive(Shape.of(n, model.features().dimension()), share);
  }

  /** This node's words of an additive share; none at node 3. */
  public int[] words(SharedTensor share) {
    return context.arithmetic().exportAdditive(share);
  }

  public int rowBytes() {
    return index.rowBytes();
  }

  /** Index rows of features, back to back; keys must be fresh. */
  public ByteBuffer insert(SharedTensor features, long[] rowKeys) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(rowKeys.length, index.rowBytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    index.insert(features, rowKeys, out);
    return out.flip();
  }

  /**
   * Scores of the rows for a query of shape [1, dimension].
   *
   * @param structure that the epoch names; null for none
   */
  public FeatureIndex.Candidates candidates(
      SharedTensor query, RowSet rows, @Nullable IndexStructure structure, int k) {
    return index.candidates(query, rows, structure, k).getFirst();
  }

  /**
   * Builds the index's structure over rows.
   *
   * @param rowKeys fresh keys of its own rows, as many as the index asks for
   */
  public BuiltStructure build(RowSet rows, long[] rowKeys) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(rowKeys.length, index.rowBytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    byte[] document = index.build(rows, rowKeys, out);
    return BuiltStructure.of(document, rowKeys, out.flip(), index.rowBytes());
  }

  /**
   * The best of the candidates with their scores. Where no more candidates than wanted are left,
   * all are returned and nothing is ranked: their set is no secret then.
   */
  public Top top(FeatureIndex.Candidates candidates, int k) {
    int n = candidates.positions().length;
    int[] best;
    if (n <= k) {
      best = java.util.stream.IntStream.range(0, n).toArray();
    } else {
      best = ranking.top(candidates, k);
    }
    int[] positions = new int[best.length];
    for (int i = 0; i < best.length; i++) {
      positions[i] = candidates.positions()[best[i]];
    }
    SharedTensor scores =
        context.arithmetic().gather(candidates.scores(), best, Shape.of(best.length));
    return new Top(positions, words(scores));
  }

  public LoadedModel model() {
    return model;
  }

  /**
   * @param positions among the rows handed in
   * @param scoreShares this node's shares of the scores, in the same order
   */
  public record Top(int[] positions, int[] scoreShares) {}
}
