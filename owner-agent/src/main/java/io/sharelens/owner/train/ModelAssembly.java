package io.sharelens.owner.train;

import io.sharelens.inference.model.BatchNormFolding;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.inference.plan.InputEncoding;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes publishable models: folds batch normalisation and finds the fixed-point plan. */
public final class ModelAssembly {
  /** Pictures that bounds are measured on, besides the drawn ones. */
  public static final int CALIBRATION_PICTURES = 64;

  private ModelAssembly() {}

  /**
   * A model that can be published.
   *
   * @param weights of all nodes of the graph
   * @param pictures input tensors of typical pictures; may be empty, then only drawn ones are used
   * @param parent SHA-256 of the model this one was trained from
   * @return fails with {@code plan-does-not-hold} if the numbers do not fit fixed point
   */
  public static PublishedModel assemble(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      List<String> categories,
      List<float[]> pictures,
      @Nullable String parent,
      TrainingRecord record) {
    return assemble(graph, weights, categories, pictures, parent, record, null);
  }

  /**
   * As above.
   *
   * @param inputs how pictures are to be encoded, so that those that were outsourced for another
   *     model stay usable; null to choose what suits this model
   */
  static PublishedModel assemble(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      List<String> categories,
      List<float[]> pictures,
      @Nullable String parent,
      TrainingRecord record,
      @Nullable InputEncoding inputs) {
    BatchNormFolding folded = BatchNormFolding.fold(graph, weights);
    List<float[]> measured = new ArrayList<>(pictures);
    measured.addAll(Calibration.drawnInputs(folded.graph().preprocessing()));
    FixedPointPlan plan =
        inputs == null
            ? Calibration.plan(folded.graph(), folded.weights(), measured)
            : Calibration.plan(folded.graph(), folded.weights(), measured, inputs);
    return PublishedModel.of(folded.graph(), folded.weights(), categories, plan, parent, record);
  }
}
