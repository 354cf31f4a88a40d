package io.sharelens.inference;

import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.inference.plan.NodePlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the owner of a plain input whether the model's fixed-point plan covers it. The servers
 * cannot: they see shares. Immutable.
 */
public final class RangeCheck {
  private final FloatReference reference;
  private final Map<String, NodePlan> plans;

  public RangeCheck(PublishedModel model) {
    this.reference = new FloatReference(model);
    this.plans = model.plan().nodes();
  }

  /**
   * Runs the plain model.
   *
   * @param chw normalised input tensor [3, size, size]
   * @return the first node with a word of 2^30 or more before truncation: beyond it the feature
   *     would be wrong; null if there is none
   */
  public @Nullable String beyondPlan(float[] chw) {
    String[] first = new String[1];
    reference.features(
        chw,
        (id, values) -> {
          NodePlan plan = plans.get(id);
          if (first[0] == null && plan != null && beyond(values, plan.scale())) {
            first[0] = id;
          }
        });
    return first[0];
  }

  private static boolean beyond(float[] values, double scale) {
    double largest = FixedPointPlan.LIMIT / scale;
    for (float v : values) {
      if (!(Math.abs(v) < largest)) {
        return true;
      }
    }
    return false;
  }
}
