package io.sharelens.inference.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.RangeCheck;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final LayerGraph GRAPH = graph(false);

  private static LayerGraph graph(boolean mixed) {
    return new LayerGraph(
        "small",
        new Preprocessing(12, 1, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2)),
        List.of(
            new GraphNode("conv1", new Layer.Conv2d(3, 6, 3, 1, 1), List.of(LayerGraph.INPUT)),
            new GraphNode("relu1", new Layer.Relu(), List.of("conv1")),
            new GraphNode("half", new Layer.AveragePool(2, 2), List.of("relu1")),
            new GraphNode("max", new Layer.MaxPool(2, 2, 0, false), List.of("relu1")),
            new GraphNode("both", new Layer.Concat(), List.of("max", mixed ? "half" : "max")),
            new GraphNode("conv2", new Layer.Conv2d(12, 8, 3, 1, 1), List.of("both")),
            new GraphNode("relu2", new Layer.Relu(), List.of("conv2")),
            new GraphNode("feature", new Layer.GlobalPool(Layer.Reduction.MEAN), List.of("relu2"))),
        "feature",
        "feature");
  }

  private static Map<String, FloatTensor> weights() {
    return WeightInit.he(GRAPH, new SplittableRandom(4));
  }

  private static List<float[]> inputs() {
    return Calibration.drawnInputs(GRAPH.preprocessing(), 10, new SplittableRandom(5));
  }

  private static Map<String, FloatTensor> scaled(String name, float factor) {
    Map<String, FloatTensor> weights = new HashMap<>(weights());
    FloatTensor before = weights.get(name);
    float[] values = before.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    weights.put(name, new FloatTensor(before.shape(), values));
    return weights;
  }

  @Test
  void accumulatorsFillTheirWords() {
    FixedPointPlan plan = Calibration.plan(GRAPH, weights(), inputs());
    for (String conv : List.of("conv1", "conv2")) {
      assertThat(plan.node(conv).bound()).isBetween(1 << 28, FixedPointPlan.LIMIT - 1);
    }
    assertThat(plan.node("conv1").evidence()).isEqualTo(Evidence.PROVED);
    assertThat(plan.node("conv2").evidence()).isEqualTo(Evidence.MEASURED);
    assertThat(plan.node("relu2").truncate()).isPositive();
  }

  /** The two sides of a fire module, one with larger weights. */
  private static FixedPointPlan twoSides(float factor) {
    LayerGraph fire =
        new LayerGraph(
            "fire",
            GRAPH.preprocessing(),
            List.of(
                new GraphNode("left", new Layer.Conv2d(3, 6, 3, 1, 1), List.of(LayerGraph.INPUT)),
                new GraphNode("left.relu", new Layer.Relu(), List.of("left")),
                new GraphNode("right", new Layer.Conv2d(3, 6, 3, 1, 1), List.of(LayerGraph.INPUT)),
                new GraphNode("right.relu", new Layer.Relu(), List.of("right")),
                new GraphNode("joined", new Layer.Concat(), List.of("left.relu", "right.relu")),
                new GraphNode(
                    "feature", new Layer.GlobalPool(Layer.Reduction.MEAN), List.of("joined"))),
            "feature",
            "feature");
    Map<String, FloatTensor> weights = new HashMap<>(WeightInit.he(fire, new SplittableRandom(4)));
    float[] left = weights.get("left.weight").values();
    float[] right = weights.get("right.weight").values();
    for (int i = 0; i < right.length; i++) {
      right[i] = left[i] * factor;
    }
    return Calibration.plan(fire, weights, inputs());
  }

  @Test
  void joinedRelusTruncateAlikeWhereThatIsCheap() {
    FixedPointPlan near = twoSides(5);
    assertThat(near.node("left.relu").truncate())
        .isPositive()
        .isEqualTo(near.node("right.relu").truncate());
    assertThat(near.node("left").bound()).isLessThan(1 << 28);
    assertThat(near.node("right").bound()).isBetween(1 << 28, FixedPointPlan.LIMIT - 1);
    FixedPointPlan far = twoSides(64);
    assertThat(far.node("left.relu").truncate()).isEqualTo(far.node("right.relu").truncate() + 6);
    assertThat(far.node("left").bound()).isBetween(1 << 28, FixedPointPlan.LIMIT - 1);
  }

  @Test
  void scalesGoUpAndDownWithTheWeights() {
    FixedPointPlan plan = Calibration.plan(GRAPH, weights(), inputs());
    FixedPointPlan large = Calibration.plan(GRAPH, scaled("conv1.weight", 256), inputs());
    FixedPointPlan small = Calibration.plan(GRAPH, scaled("conv1.weight", 1f / 256), inputs());
    assertThat(large.node("conv1").weightScale()).isEqualTo(plan.node("conv1").weightScale() / 256);
    assertThat(small.node("conv1").weightScale()).isEqualTo(plan.node("conv1").weightScale() * 256);
    assertThat(small.node("conv2").bound()).isCloseTo(plan.node("conv2").bound(), within(64));
    int bits = plan.featureSpec().fractionBits();
    assertThat(large.featureSpec().fractionBits()).isEqualTo(bits - 8);
    assertThat(small.featureSpec().fractionBits()).isEqualTo(bits + 8);
  }

  private static Offset<Integer> within(int units) {
    return Offset.offset(units);
  }

  /** The proof of the first layer holds for the worst input there is. */
  @Test
  void anInputEncodingCanBeKept() {
    InputEncoding kept = InputEncoding.of(Calibration.plan(GRAPH, weights(), inputs()));
    List<float[]> dark = new ArrayList<>();
    for (float[] input : inputs()) {
      float[] darker = input.clone();
      for (int i = 0; i < darker.length; i++) {
        darker[i] /= 64;
      }
      dark.add(darker);
    }
    Measurements measured = Measurements.of(GRAPH, weights(), dark);
    FixedPointPlan free = Calibration.plan(GRAPH, weights(), measured, 2);
    assertThat(free.inputFractionBits()).isNotEqualTo(kept.fractionBits());
    FixedPointPlan plan = Calibration.plan(GRAPH, weights(), measured, 2, kept);
    assertThat(InputEncoding.of(plan)).isEqualTo(kept);
    PublishedModel model =
        PublishedModel.of(GRAPH, weights(), List.of("a"), plan, null, TrainingRecord.untrained());
    for (float[] input : dark) {
      assertThat(new RangeCheck(model).beyondPlan(input)).isNull();
    }
    assertThatThrownBy(
            () -> Calibration.plan(GRAPH, weights(), measured, 2, new InputEncoding(30, 1 << 29)))
        .hasMessageContaining("input");
  }

  @Test
  void noInputExceedsAProvedBound() {
    Map<String, FloatTensor> weights = weights();
    FixedPointPlan plan = Calibration.plan(GRAPH, weights, inputs());
    NodePlan conv = plan.node("conv1");
    float[] w = weights.get("conv1.weight").values();
    int each = w.length / 6;
    long worst = 0;
    for (int o = 0; o < 6; o++) {
      long sum = 0;
      for (int i = o * each; i < (o + 1) * each; i++) {
        sum += Math.abs(Math.round(w[i] * conv.weightScale())) * plan.inputBound();
      }
      worst = Math.max(worst, sum);
    }
    assertThat((double) conv.bound()).isBetween(worst * 0.999, worst * 1.001);
  }

  @Test
  void theFeatureCoversTheIndex() {
    FeatureSpec spec = Calibration.plan(GRAPH, weights(), inputs()).featureSpec();
    assertThat(spec.dimension()).isEqualTo(8);
    assertThat(spec.bound()).isBetween(1 << 16, FixedPointPlan.LIMIT - 1);
    assertThat(spec.normBound() * Math.sqrt(spec.dimension())).isLessThan(FixedPointPlan.LIMIT);
    assertThat(spec.normBound()).isGreaterThanOrEqualTo(spec.bound());
  }

  @Test
  void refusesAndNamesTheLayer() {
    assertRefused(
        () -> Calibration.plan(GRAPH, weights(), Measurements.of(GRAPH, weights(), inputs()), 1e9),
        "conv");
    Map<String, FloatTensor> infinite = scaled("conv2.weight", Float.MAX_VALUE);
    assertRefused(() -> Calibration.plan(GRAPH, infinite, inputs()), "conv2");
    LayerGraph mixed = graph(true);
    assertRefused(() -> Calibration.plan(mixed, weights(), inputs()), "both");
  }

  private static void assertRefused(ThrowingCallable call, String layer) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("plan-does-not-hold"))
        .hasMessageContaining(layer);
  }

  @Test
  void ownersMeasureApartAndTellPowersOfTwo() {
    List<float[]> inputs = inputs();
    Measurements first = Measurements.of(GRAPH, weights(), inputs.subList(0, 5));
    Measurements second = Measurements.of(GRAPH, weights(), inputs.subList(5, 10));
    Measurements all = Measurements.of(GRAPH, weights(), inputs);
    Measurements merged = first.coarse().merge(second.coarse());
    all.ranges()
        .forEach(
            (id, range) -> {
              double told = merged.range(id).largest();
              assertThat(told).isGreaterThanOrEqualTo(range.largest());
              assertThat(told).isLessThan(2 * range.largest() * 1.0001);
              assertThat(Math.scalb(1.0, Math.getExponent(told))).isEqualTo(told);
            });
    FixedPointPlan plan = Calibration.plan(GRAPH, weights(), merged, 2);
    assertThat(plan.featureSpec().dimension()).isEqualTo(8);
  }

  @Test
  void deadLayersGetAPlan() {
    Map<String, FloatTensor> weights = new HashMap<>(weights());
    weights.put("conv2.weight", new FloatTensor(Shape.of(8, 12, 3, 3), new float[864]));
    FixedPointPlan plan = Calibration.plan(GRAPH, weights, inputs());
    assertThat(plan.nodes().keySet())
        .containsAll(Arrays.asList("conv1", "conv2", "relu2", "feature"));
  }
}
