package io.sharelens.inference;

import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.mpc.error.LensException;

/**
 * What the secure execution computes, in plain words and in the graph's own order: convolutions
 * modulo 2^32, truncation as an arithmetic shift (floor). The secure result equals it but for the 0
 * or 1 unit that each truncation may add. Immutable.
 */
public final class IntegerReference {
  private final QuantizedModel model;

  public IntegerReference(QuantizedModel model) {
    this.model = model;
  }

  /**
   * The feature of one picture.
   *
   * @param chw input words [3, size, size]
   * @return feature words as in {@code plan.featureSpec()}
   */
  public int[] features(int[] chw) {
    if (chw.length != model.input().size()) {
      throw LensException.user(
          "bad-input", "the model takes " + model.input().size() + " words, not " + chw.length);
    }
    return new GraphRunner<int[]>(model.graph())
        .run(chw, new IntegerOperations(model), (node, out, done, total) -> {});
  }
}
