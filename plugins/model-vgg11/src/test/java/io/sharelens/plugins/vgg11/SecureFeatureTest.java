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
import io.sharelens.testkit.SampleGraphs;
import io.sharelens.testkit.Secret;
import io.sharelens.testkit.TwoServers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  private static Run<SharedTensor> run(QuantizedModel model, Shape shape, int[] words) {
    Secret secret = Secret.of(shape, words, new Random(3));
    return new TwoServers(COMPARISON.correlations())
        .run(
            server -> {
              var comparison = COMPARISON.create(PluginConfig.empty(COMPARISON.name()), server);
              return new SecureExecutor(model, server.arithmetic(), comparison)
                  .features(secret.of(server));
            });
  }

  private static void costsWhatWasEstimated(QuantizedModel model, Run<?> run, int batch) {
    CostEstimate estimate = CostEstimate.of(model, COMPARISON, batch);
    assertThat(run.rounds()).isEqualTo(estimate.rounds());
    assertThat((double) run.onlineBytes())
        .isBetween(estimate.onlineBytes() * 0.99, estimate.onlineBytes() * 1.01);
    assertThat((double) run.offlineBytes())
        .isBetween(estimate.offlineBytes() * 0.98, estimate.offlineBytes() * 1.02);
    assertThat(run.one().openings()).as("nothing is opened").isEqualTo(Map.of());
  }

  @Test
  void aFeatureEqualsPlaintext() {
    PublishedModel published = model();
    QuantizedModel model = QuantizedModel.of(published);
    float[] picture =
        Calibration.drawnInputs(published.graph().preprocessing(), 3, new SplittableRandom(5))
            .getLast();
    int[] words = new InputCodec(published.plan()).encode(picture);
    Run<SharedTensor> run = run(model, Shape.of(1, 3, SIZE, SIZE), words);
    int[] secure = Secret.reconstruct(run.one().result(), run.two().result());
    double unit = Math.scalb(1.0, -published.plan().featureSpec().fractionBits());
    float[] floats = new FloatReference(published).features(picture);
    double[] plain = IntStream.range(0, floats.length).mapToDouble(i -> floats[i] / unit).toArray();
    assertThat(distance(secure, plain)).as("from floats").isLessThan(0.005);
    double[] integers =
        Arrays.stream(new IntegerReference(model).features(words)).asDoubleStream().toArray();
    assertThat(distance(secure, integers)).as("from truncations alone").isLessThan(0.01);
    costsWhatWasEstimated(model, run, 1);
  }

  static Stream<LayerGraph> graphs() {
    return SampleGraphs.all().stream();
  }

  /** The layers of SqueezeNet and ResNet, in a batch. */
  @ParameterizedTest
  @MethodSource("graphs")
  void otherNetworksRunToo(LayerGraph graph) {
    PublishedModel published = SampleGraphs.publish(graph, 8);
    QuantizedModel model = QuantizedModel.of(published);
    InputCodec codec = new InputCodec(published.plan());
    List<float[]> pictures = SampleGraphs.inputs(graph, 4, 6).subList(2, 4);
    int[] words = pictures.stream().flatMapToInt(p -> Arrays.stream(codec.encode(p))).toArray();
    Run<SharedTensor> run = run(model, Shape.of(2, 3, 13, 13), words);
    int[] secure = Secret.reconstruct(run.one().result(), run.two().result());
    IntegerReference reference = new IntegerReference(model);
    int each = words.length / 2;
    double[] integers =
        IntStream.range(0, 2)
            .mapToObj(i -> reference.features(Arrays.copyOfRange(words, i * each, (i + 1) * each)))
            .flatMapToInt(Arrays::stream)
            .asDoubleStream()
            .toArray();
    assertThat(distance(secure, integers)).isLessThan(0.005);
    costsWhatWasEstimated(model, run, 2);
  }

  /** Euclidean, relative to the size of {@code expected}. */
  private static double distance(int[] actual, double[] expected) {
    double size = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      size += Math.pow(expected[i], 2);
      error += Math.pow(actual[i] - expected[i], 2);
    }
    return Math.sqrt(error / size);
  }
}
