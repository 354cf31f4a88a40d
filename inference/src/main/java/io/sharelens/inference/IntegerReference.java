package io.sharelens.inference;

import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.mpc.error.LensException;
import org.jspecify.annotations.Nullable;

/**
 * What the secure execution computes, in plain words and in the graph's own order: convolutions
 * modulo 2^32, truncation as an arithmetic shift (floor). The secure result equals it but for the 0
 * or 1 unit that each truncation may add. Slow and simple on purpose. Immutable.
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
    return run(new IntegerOperations(model, (id, largest) -> {}), chw);
  }

  /**
   * Whether an input leaves the range in which the plan promises a right result.
   *
   * @return the first node with a result of 2^30 or more before truncation; null if there is none
   */
  public @Nullable String beyondPlan(int[] chw) {
    String[] first = new String[1];
    IntegerOperations operations =
        new IntegerOperations(
            model,
            (id, largest) -> {
              if (first[0] == null && largest >= FixedPointPlan.LIMIT) {
                first[0] = id;
              }
            });
    run(operations, chw);
    return first[0];
  }

  private int[] run(IntegerOperations operations, int[] chw) {
    if (chw.length != model.input().size()) {
      throw LensException.user(
          "bad-input", "the model takes " + model.input().size() + " words, not " + chw.length);
    }
    return new GraphRunner<int[]>(model.graph())
        .run(chw, operations, (node, out, done, total) -> {});
  }
}
