package io.sharelens.plugins.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.inference.FloatReference;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.RangeCheck;
import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.inference.plan.NodePlan;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fixed point through up to 56 layers, whose sums let values and errors grow. The integer reference
 * rounds every truncation down, which adds up; on shares they are right on average.
 */
class DeepNetsTest {

  @ParameterizedTest
  @CsvSource({"20, 32, 0.02", "56, 32, 0.02", "34, 32, 0.02", "50, 32, 0.02"})
  void fixedPointClassifiesLikeFloats(String depth, int size, double tolerance) {
    PublishedModel model = Nets.classifier(depth, size, 7);
    FloatReference floats = new FloatReference(model);
    IntegerReference integers = new IntegerReference(QuantizedModel.of(model));
    InputCodec codec = new InputCodec(model.plan());
    RangeCheck range = new RangeCheck(model);
    double unit = Math.scalb(1.0, -model.plan().featureSpec().fractionBits());
    List<float[]> pictures = Nets.pictures(model.graph(), 12, 77);
    for (float[] picture : pictures) {
      assertThat(range.beyondPlan(picture)).isNull();
      float[] expected = floats.features(picture);
      int[] words = integers.features(codec.encode(picture));
      double[] plain = new double[expected.length];
      double[] fixed = new double[expected.length];
      double error = 0;
      double length = 0;
      for (int i = 0; i < expected.length; i++) {
        plain[i] = expected[i];
        fixed[i] = words[i] * unit;
        error += Math.pow(fixed[i] - plain[i], 2);
        length += plain[i] * plain[i];
      }
      assertThat(Math.sqrt(error / length)).isLessThan(tolerance);
      assertThat(Nets.largest(fixed)).isEqualTo(Nets.largest(plain));
    }
    everySumIsTruncatedByItsRelu(model);
  }

  private static void everySumIsTruncatedByItsRelu(PublishedModel model) {
    FixedPointPlan plan = model.plan();
    FeatureGraph graph = FeatureGraph.of(model.graph());
    for (GraphNode node : graph.nodes()) {
      NodePlan own = plan.node(node.id());
      assertThat(own.bound()).isLessThan(FixedPointPlan.LIMIT);
      if (node.layer() instanceof Layer.Add) {
        assertThat(own.truncate()).isZero();
        assertThat(plan.node(graph.consumers(node.id()).getFirst().id()).truncate()).isPositive();
      }
      if (node.layer() instanceof Layer.Conv2d) {
        assertThat(own.truncate()).as(node.id()).isZero();
      }
    }
  }
}
