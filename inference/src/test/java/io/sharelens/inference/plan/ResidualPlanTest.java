package io.sharelens.inference.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.FloatReference;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sums of branches: where they are truncated, and at which scale they are made. */
class ResidualPlanTest {
  private static final int CHANNELS = 8;

  private final List<GraphNode> nodes = new ArrayList<>();

  private void add(String id, Layer layer, String... inputs) {
    nodes.add(new GraphNode(id, layer, List.of(inputs)));
  }

  private static Layer.Conv2d conv(int in) {
    return new Layer.Conv2d(in, CHANNELS, 3, 1, 1);
  }

  private void stem() {
    add("stem", conv(3), LayerGraph.INPUT);
    add("stem.relu", new Layer.Relu(), "stem");
  }

  /** A block whose shortcut is its input; gives the id of its ReLU. */
  private String block(int number, String from) {
    String id = "block" + number;
    add(id + ".conv", conv(CHANNELS), from);
    add(id + ".add", new Layer.Add(), id + ".conv", from);
    add(id + ".relu", new Layer.Relu(), id + ".add");
    return id + ".relu";
  }

  private LayerGraph graph(String last) {
    add("feature", new Layer.GlobalPool(Layer.Reduction.MEAN), last);
    Preprocessing rgb = new Preprocessing(7, 1, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));
    return new LayerGraph("residual", rgb, nodes, "feature", "feature");
  }

  private static Map<String, FloatTensor> weights(LayerGraph graph) {
    return WeightInit.he(graph, new SplittableRandom(4));
  }

  private static List<float[]> inputs(LayerGraph graph, long seed) {
    return Calibration.drawnInputs(graph.preprocessing(), 8, new SplittableRandom(seed));
  }

  private static FixedPointPlan plan(LayerGraph graph) {
    return Calibration.plan(graph, weights(graph), inputs(graph, 5));
  }

  private static QuantizedModel quantized(LayerGraph graph, FixedPointPlan plan) {
    return QuantizedModel.of(
        PublishedModel.of(
            graph, weights(graph), List.of("a"), plan, null, TrainingRecord.untrained()));
  }

  private static void assertLikeFloats(LayerGraph graph, FixedPointPlan plan, double tolerance) {
    FloatReference floats = new FloatReference(graph, weights(graph));
    IntegerReference integers = new IntegerReference(quantized(graph, plan));
    double unit = Math.scalb(1.0, -plan.featureSpec().fractionBits());
    for (float[] input : inputs(graph, 6)) {
      float[] expected = floats.features(input);
      int[] words = integers.features(new InputCodec(plan).encode(input));
      double error = 0;
      double size = 0;
      for (int i = 0; i < words.length; i++) {
        error += Math.pow(words[i] * unit - expected[i], 2);
        size += Math.pow(expected[i], 2);
      }
      assertThat(Math.sqrt(error / size)).isLessThan(tolerance);
    }
  }

  @Test
  void aShortcutIsScaledUpToTheConvolutionBesideIt() {
    stem();
    LayerGraph graph = graph(block(1, "stem.relu"));
    FixedPointPlan plan = plan(graph);
    assertThat(plan.node("block1.conv").truncate()).isZero();
    assertThat(plan.node("block1.add").truncate()).isZero();
    assertThat(plan.node("block1.add").scale()).isEqualTo(plan.node("block1.conv").scale());
    assertThat(plan.node("block1.relu").truncate()).isPositive();
    double ratio = plan.node("block1.add").scale() / plan.node("stem.relu").outputScale();
    QuantizedModel model = quantized(graph, plan);
    assertThat(model.factor("block1.add", 0)).isEqualTo(1);
    assertThat(model.factor("block1.add", 1)).isEqualTo((int) Math.rint(ratio)).isGreaterThan(500);
    assertLikeFloats(graph, plan, 0.005);
  }

  @Test
  void twoConvolutionsAreAddedBeforeTheyAreTruncated() {
    stem();
    add("left", conv(CHANNELS), "stem.relu");
    add("right", new Layer.Conv2d(CHANNELS, CHANNELS, 1, 1, 0), "stem.relu");
    add("add", new Layer.Add(), "left", "right");
    add("pool", new Layer.MaxPool(2, 2, 0, false), "add");
    add("relu", new Layer.Relu(), "pool");
    LayerGraph graph = graph("relu");
    FixedPointPlan plan = plan(graph);
    double scale = plan.node("add").scale();
    for (String id : List.of("left", "right", "add", "pool")) {
      assertThat(plan.node(id).scale()).as(id).isEqualTo(scale);
      assertThat(plan.node(id).truncate()).as(id).isZero();
      assertThat(plan.node(id).bound()).as(id).isLessThan(FixedPointPlan.LIMIT);
    }
    assertThat(plan.node("relu").truncate()).isPositive();
    assertLikeFloats(graph, plan, 0.005);
  }

  /** What only one sum takes stays an accumulator; what others take as well is truncated first. */
  @Test
  void aConvolutionThatOthersTakeTruncatesItself() {
    stem();
    add("shared", conv(CHANNELS), "stem.relu");
    add("other", conv(CHANNELS), "shared");
    add("add", new Layer.Add(), "other", "shared");
    add("relu", new Layer.Relu(), "add");
    LayerGraph graph = graph("relu");
    FixedPointPlan plan = plan(graph);
    assertThat(plan.node("shared").truncate()).isPositive();
    assertThat(plan.node("other").truncate()).isZero();
    assertThat(quantized(graph, plan).factor("add", 1)).isGreaterThan(500);
    assertLikeFloats(graph, plan, 0.005);
  }

  @Test
  void aSumThatNoReluFollowsJoinsTruncatedValues() {
    stem();
    add("conv", conv(CHANNELS), "stem.relu");
    add("add", new Layer.Add(), "conv", "stem.relu");
    LayerGraph graph = graph("add");
    FixedPointPlan plan = plan(graph);
    assertThat(plan.node("conv").truncate()).isPositive();
    assertThat(plan.node("add").scale()).isEqualTo(plan.node("stem.relu").outputScale());
    assertThat(quantized(graph, plan).factor("add", 1)).isEqualTo(1);
    assertLikeFloats(graph, plan, 0.005);
  }

  /** Sums let values grow; with one scale for all blocks the first would keep few bits. */
  @Test
  void everyBlockHasAScaleOfItsOwn() {
    stem();
    String last = "stem.relu";
    for (int i = 1; i <= 30; i++) {
      last = block(i, last);
    }
    LayerGraph graph = graph(last);
    FixedPointPlan plan = plan(graph);
    double first = plan.node("block1.relu").outputScale();
    assertThat(plan.node(last).outputScale()).isLessThan(first / 32);
    for (int i = 1; i <= 30; i++) {
      assertThat(plan.node("block" + i + ".add").bound())
          .isBetween(1 << 28, FixedPointPlan.LIMIT - 1);
    }
    assertLikeFloats(graph, plan, 0.03);
  }

  @Test
  void aProofCoversBothBranches() {
    add("left", conv(3), LayerGraph.INPUT);
    add("right", conv(3), LayerGraph.INPUT);
    add("add", new Layer.Add(), "left", "right");
    add("relu", new Layer.Relu(), "add");
    FixedPointPlan plan = plan(graph("relu"));
    NodePlan sum = plan.node("add");
    assertThat(sum.evidence()).isEqualTo(Evidence.PROVED);
    assertThat(sum.bound())
        .isGreaterThan(Math.max(plan.node("left").bound(), plan.node("right").bound()))
        .isLessThan(FixedPointPlan.LIMIT);
  }

  @Test
  void aPlanWhoseScalesDoNotAddUpIsRefused() {
    stem();
    LayerGraph graph = graph(block(1, "stem.relu"));
    FixedPointPlan plan = plan(graph);
    NodePlan sum = plan.node("block1.add");
    for (double wrong : new double[] {sum.scale() * 1e-6, sum.scale() * 1.37, 0, Double.NaN}) {
      Map<String, NodePlan> nodes = new HashMap<>(plan.nodes());
      nodes.put("block1.add", new NodePlan(0, wrong, 0, sum.bound(), sum.evidence()));
      FixedPointPlan bad =
          new FixedPointPlan(
              plan.inputFractionBits(), plan.inputBound(), plan.margin(), nodes, plan.feature());
      assertThatThrownBy(() -> quantized(graph, bad))
          .hasMessageContaining("block1.add")
          .hasMessageContaining("does not fit");
    }
  }
}
