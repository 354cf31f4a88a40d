package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.inference.FloatReference;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.model.BatchNormFolding;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Integers against floats: the plan's precision, on every kind of layer. */
class ReferencesTest {

  static Stream<LayerGraph> graphs() {
    return SampleGraphs.all().stream();
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void integersFollowFloats(LayerGraph graph) {
    PublishedModel model = SampleGraphs.publish(graph, 3);
    FixedPointPlan plan = model.plan();
    IntegerReference integers = new IntegerReference(QuantizedModel.of(model));
    FloatReference floats = new FloatReference(model);
    InputCodec codec = new InputCodec(plan);
    double unit = Math.scalb(1.0, -plan.featureSpec().fractionBits());
    for (float[] input : SampleGraphs.inputs(graph, 8, 99)) {
      float[] expected = floats.features(input);
      int[] words = integers.features(codec.encode(input));
      double size = 0;
      double error = 0;
      for (int i = 0; i < expected.length; i++) {
        size += expected[i] * expected[i];
        error += Math.pow(words[i] * unit - expected[i], 2);
        assertThat(Math.abs(words[i])).isLessThanOrEqualTo(plan.featureSpec().bound());
      }
      assertThat(Math.sqrt(error / size)).as(graph.feature()).isLessThan(0.005);
    }
  }

  static Stream<LayerGraph> normed() {
    return Stream.of(SampleGraphs.residual(), SampleGraphs.shortcuts(Layer.Reduction.MEAN));
  }

  /** Normalisations before sums and of convolutions that are shortcuts, too. */
  @ParameterizedTest
  @MethodSource("normed")
  void foldingLeavesTheFunction(LayerGraph graph) {
    Map<String, FloatTensor> weights = SampleGraphs.weights(graph, 5);
    BatchNormFolding folded = BatchNormFolding.fold(graph, weights);
    assertThat(folded.graph().nodes()).noneMatch(n -> n.layer() instanceof Layer.BatchNorm);
    assertThat(folded.weights().keySet()).noneMatch(name -> name.startsWith("bn"));
    FloatReference before = new FloatReference(graph, weights);
    FloatReference after = new FloatReference(folded.graph(), folded.weights());
    for (float[] input : SampleGraphs.inputs(graph, 3, 7)) {
      float[] expected = before.features(input);
      float[] actual = after.features(input);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], Offset.offset(1e-3f));
      }
    }
  }

  @Test
  void inputsAreRoundedHalfUpAndClamped() {
    PublishedModel model = SampleGraphs.publish(SampleGraphs.fire(), 1);
    int bound = model.plan().inputBound();
    double scale = model.plan().inputScale();
    InputCodec codec = new InputCodec(model.plan());
    float half = (float) (1.5 / scale);
    assertThat(codec.encode(new float[] {half, -half, 1e9f, -1e9f, Float.NaN}))
        .containsExactly(2, -1, bound, -bound, 0);
    assertThat(List.of(codec.decode(new int[] {3})[0])).containsExactly((float) (3 / scale));
  }
}
