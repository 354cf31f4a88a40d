package io.sharelens.plugins.vgg11;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.inference.CostEstimate;
import io.sharelens.inference.FloatReference;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.testkit.Run;
import io.sharelens.testkit.Secret;
import io.sharelens.testkit.TwoServers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** VGG11 under the real protocols: two servers and a dealer in this JVM, cmp-threemul. */
class SecureFeatureTest {
  private static final int SIZE = 32;
  private static final ThreeMulFactory COMPARISON = new ThreeMulFactory();

  private static PublishedModel model() {
    LayerGraph graph = new Vgg11().graph(SIZE, 3, PluginConfig.empty(Vgg11.NAME));
    var weights = WeightInit.he(graph, new SplittableRandom(21));
    var inputs = Calibration.drawnInputs(graph.preprocessing(), 8, new SplittableRandom(22));
    return PublishedModel.of(
        graph,
        weights,
        List.of("a", "b", "c"),
        Calibration.plan(graph, weights, inputs),
        null,
        TrainingRecord.untrained());
  }

  @Test
  void aFeatureEqualsPlaintext() {
    PublishedModel published = model();
    QuantizedModel model = QuantizedModel.of(published);
    float[] picture =
        Calibration.drawnInputs(published.graph().preprocessing(), 3, new SplittableRandom(5))
            .getLast();
    int[] words = new InputCodec(published.plan()).encode(picture);
    Secret secret = Secret.of(Shape.of(1, 3, SIZE, SIZE), words, new Random(3));
    Run<SharedTensor> run =
        new TwoServers(COMPARISON.correlations())
            .run(
                server -> {
                  var comparison = COMPARISON.create(PluginConfig.empty(COMPARISON.name()), server);
                  return new SecureExecutor(model, server.arithmetic(), comparison)
                      .features(secret.of(server));
                });
    int[] secure = Secret.reconstruct(run.one().result(), run.two().result());
    double unit = Math.scalb(1.0, -published.plan().featureSpec().fractionBits());
    float[] floats = new FloatReference(published).features(picture);
    int[] integers = new IntegerReference(model).features(words);
    double size = 0;
    double toFloats = 0;
    double toIntegers = 0;
    for (int i = 0; i < secure.length; i++) {
      size += Math.pow(floats[i], 2);
      toFloats += Math.pow(secure[i] * unit - floats[i], 2);
      toIntegers += Math.pow((secure[i] - integers[i]) * unit, 2);
    }
    assertThat(Math.sqrt(toFloats / size)).as("relative error").isLessThan(0.005);
    assertThat(Math.sqrt(toIntegers / size)).as("from truncations alone").isLessThan(0.01);
    assertThat(run.one().openings()).as("nothing is opened").isEqualTo(Map.of());
    CostEstimate estimate = CostEstimate.of(model, COMPARISON, 1);
    assertThat(run.rounds()).isEqualTo(estimate.rounds());
    assertThat((double) run.onlineBytes())
        .isBetween(estimate.onlineBytes() * 0.99, estimate.onlineBytes() * 1.01);
    assertThat((double) run.offlineBytes())
        .isBetween(estimate.offlineBytes() * 0.99, estimate.offlineBytes() * 1.01);
  }
}
