package io.sharelens.plugins.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.inference.CostEstimate;
import io.sharelens.inference.FloatReference;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.plugins.adder.AdderFactory;
import io.sharelens.plugins.lut.LutFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.testkit.Run;
import io.sharelens.testkit.Secret;
import io.sharelens.testkit.ThreeRun;
import io.sharelens.testkit.ThreeSecret;
import io.sharelens.testkit.ThreeServers;
import io.sharelens.testkit.TwoServers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Residual networks on shares, up to the class scores: two servers and a dealer with cmp-lut, three
 * servers with cmp-adder.
 */
class SecureResNetTest {
  private static final LutFactory COMPARISON = new LutFactory();

  private static Run<SharedTensor> run(QuantizedModel model, Shape shape, int[] words) {
    Secret secret = Secret.of(shape, words, new Random(3));
    return new TwoServers(COMPARISON.correlations())
        .run(
            server ->
                new SecureExecutor(
                        model,
                        server.arithmetic(),
                        COMPARISON.create(PluginConfig.empty(COMPARISON.name()), server))
                    .features(secret.of(server)));
  }

  private static double[] scaled(int[] words, double unit) {
    return Arrays.stream(words).mapToDouble(w -> w * unit).toArray();
  }

  private static double distance(double[] actual, double[] expected) {
    double size = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      size += Math.pow(expected[i], 2);
      error += Math.pow(actual[i] - expected[i], 2);
    }
    return Math.sqrt(error / size);
  }

  private static void assertClassifiesLikeFloats(
      PublishedModel published, List<float[]> pictures, int[] secure) {
    double unit = Math.scalb(1.0, -published.plan().featureSpec().fractionBits());
    FloatReference floats = new FloatReference(published);
    for (int i = 0; i < pictures.size(); i++) {
      double[] actual =
          scaled(Arrays.copyOfRange(secure, i * Nets.CLASSES, (i + 1) * Nets.CLASSES), unit);
      float[] values = floats.features(pictures.get(i));
      double[] expected = IntStream.range(0, values.length).mapToDouble(c -> values[c]).toArray();
      assertThat(distance(actual, expected)).as("from floats").isLessThan(0.003);
      assertThat(Nets.largest(actual)).isEqualTo(Nets.largest(expected));
    }
  }

  private static List<float[]> pictures(PublishedModel published, int count) {
    return Nets.pictures(published.graph(), 2 + count, 78).subList(2, 2 + count);
  }

  private static int[] words(PublishedModel published, List<float[]> pictures) {
    InputCodec codec = new InputCodec(published.plan());
    return pictures.stream().flatMapToInt(p -> Arrays.stream(codec.encode(p))).toArray();
  }

  /**
   * @param rounds three for each ReLU or maximum; none for sums, one for the head's truncation
   */
  private static void classifiesAsInPlaintext(String depth, int size, int batch, long rounds) {
    PublishedModel published = Nets.classifier(depth, size, 7);
    QuantizedModel model = QuantizedModel.of(published);
    List<float[]> pictures = pictures(published, batch);
    Run<SharedTensor> run = run(model, Shape.of(batch, 3, size, size), words(published, pictures));
    assertClassifiesLikeFloats(
        published, pictures, Secret.reconstruct(run.one().result(), run.two().result()));
    CostEstimate estimate = CostEstimate.of(model, COMPARISON, batch);
    assertThat(run.rounds()).isEqualTo(rounds).isEqualTo(estimate.rounds());
    assertThat((double) run.onlineBytes())
        .isBetween(estimate.onlineBytes() * 0.99, estimate.onlineBytes() * 1.01);
    assertThat((double) run.offlineBytes())
        .isBetween(estimate.offlineBytes() * 0.98, estimate.offlineBytes() * 1.02);
    assertThat(run.one().openings()).as("nothing is opened").isEmpty();
  }

  @Test
  void smallNetworks() {
    classifiesAsInPlaintext("20", 32, 2, 58);
  }

  @Test
  void deepSmallNetworks() {
    classifiesAsInPlaintext("56", 16, 2, 166);
  }

  @Test
  void basicBlocks() {
    classifiesAsInPlaintext("18", 32, 2, 64);
  }

  @Test
  void bottlenecks() {
    classifiesAsInPlaintext("50", 32, 1, 160);
  }

  @Test
  void threeServersClassifyAsInPlaintext() {
    PublishedModel published = Nets.classifier("20", 32, 7);
    QuantizedModel model = QuantizedModel.of(published);
    List<float[]> pictures = pictures(published, 2);
    ThreeSecret secret =
        ThreeSecret.of(Shape.of(2, 3, 32, 32), words(published, pictures), new Random(4));
    AdderFactory adder = new AdderFactory();
    ThreeRun<SharedTensor> run =
        new ThreeServers()
            .run(
                server -> {
                  SharedTensor scores =
                      new SecureExecutor(
                              model,
                              server.arithmetic(),
                              adder.create(PluginConfig.empty(adder.name()), server))
                          .features(secret.of(server));
                  assertThat(server.ledger().counts()).as("nothing is opened").isEmpty();
                  return scores;
                });
    List<SharedTensor> scores = run.sides().stream().map(ThreeRun.Side::result).toList();
    assertClassifiesLikeFloats(published, pictures, ThreeSecret.reconstruct(scores));
  }
}
