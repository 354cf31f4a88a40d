package io.sharelens.inference;

import io.sharelens.inference.WeightLayout.Part;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.FixedRows;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * One server's share of a model's weights, ready for products: fixed once ({@link Arithmetic#fix}),
 * then used by all sessions. With two servers each layer's masked words F = W - B are public to the
 * servers and are kept with the share, for a row of B masks one row of weights, once. With three
 * servers nothing is masked. Immutable.
 */
public final class SecretWeights {
  private static final int[] NONE = {};

  private final WeightLayout layout;
  private final Map<String, LayerShare> layers = new HashMap<>();

  /**
   * One node's share.
   *
   * @param weights [outputs, words of a row]
   * @param bias [outputs]
   */
  public record LayerShare(FixedRows weights, SharedTensor bias) {}

  /** This server's share of the vector that {@link WeightLayout} describes, in its own sharing. */
  @FunctionalInterface
  public interface Share {
    /** Words from {@code at} on as a tensor of this shape. */
    SharedTensor tensor(int at, Shape shape);
  }

  private SecretWeights(WeightLayout layout) {
    this.layout = layout;
  }

  /**
   * Masks the weights and opens them masked: one round and 8 bytes a weight with two servers,
   * nothing with three. Both servers must store what comes out before either uses it.
   *
   * @param firstKey the first of {@code layout.rows()} fresh keys, equal at all servers
   */
  public static SecretWeights fix(
      WeightLayout layout, Share share, Arithmetic arithmetic, long firstKey) {
    SecretWeights weights = new SecretWeights(layout);
    for (Part p : layout.layers()) {
      SharedTensor rows = share.tensor(p.at(), Shape.of(p.rows(), p.columns()));
      weights.put(p, share, arithmetic.fix(rows, keys(p, firstKey)));
    }
    return weights;
  }

  /**
   * What {@link #fix} made before.
   *
   * @param masked gives the next n masked words, in the order of {@link #masked}; not called where
   *     nothing was masked
   * @param masks whether the weights were masked
   */
  public static SecretWeights stored(
      WeightLayout layout, Share share, long firstKey, boolean masks, IntFunction<int[]> masked) {
    SecretWeights weights = new SecretWeights(layout);
    for (Part p : layout.layers()) {
      SharedTensor rows = share.tensor(p.at(), Shape.of(p.rows(), p.columns()));
      int[] words = masks ? masked.apply(p.size()) : NONE;
      weights.put(p, share, new FixedRows(rows, words, keys(p, firstKey)));
    }
    return weights;
  }

  private void put(Part p, Share share, FixedRows fixed) {
    layers.put(p.node(), new LayerShare(fixed, share.tensor(p.biasAt(), Shape.of(p.rows()))));
  }

  private static long[] keys(Part p, long firstKey) {
    long first = firstKey + p.row();
    return LongStream.range(first, first + p.rows()).toArray();
  }

  /** Masked words of all layers one after the other, layer by layer; empty ones with three. */
  public Iterable<int[]> masked() {
    return layout.layers().stream().map(p -> layer(p.node()).weights().masked())::iterator;
  }

  /** A node's share. */
  LayerShare layer(String node) {
    LayerShare layer = layers.get(node);
    if (layer == null) {
      throw LensException.internal("bad-graph", "node '" + node + "' has no weights");
    }
    return layer;
  }

  @Override
  public String toString() {
    return "SecretWeights" + Arrays.toString(layers.keySet().toArray());
  }
}
