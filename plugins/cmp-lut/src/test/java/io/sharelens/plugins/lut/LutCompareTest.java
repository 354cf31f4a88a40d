package io.sharelens.plugins.lut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.CostEstimate;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.DealtBlocks;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.testkit.Run;
import io.sharelens.testkit.SampleGraphs;
import io.sharelens.testkit.Secret;
import io.sharelens.testkit.Server;
import io.sharelens.testkit.TwoServers;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite for comparison plugins does not ask. */
class LutCompareTest {
  private static final LutFactory FACTORY = new LutFactory();

  private static LutCompare protocol(Server server) {
    return (LutCompare) FACTORY.create(PluginConfig.empty(FACTORY.name()), server);
  }

  private static int[] truncatedRelu(int[] a, int bits, boolean fromStock) {
    Secret secret = Secret.of(Shape.of(a.length), a, new Random(bits));
    Run<SharedTensor> run =
        new TwoServers(FACTORY.correlations())
            .run(
                server -> {
                  Server given = fromStock ? server.withDealer(new Units(server.dealer())) : server;
                  return protocol(given).relu(secret.of(server), bits);
                });
    return Secret.reconstruct(run.one().result(), run.two().result());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 11, 13, 16, 20, 29, 30})
  void truncatesByAnyNumberOfBits(int bits) {
    int[] a = new Random(bits).ints(2000, -(1 << 30) + 1, 1 << 30).toArray();
    for (int i = 0; i < 1000; i++) {
      a[i] >>= i % 30;
    }
    int[] got = truncatedRelu(a, bits, false);
    for (int i = 0; i < a.length; i++) {
      int exact = Math.max(a[i], 0) >> bits;
      assertThat(got[i]).as("relu of %s", a[i]).isBetween(exact, exact + (a[i] < 0 ? 0 : 1));
    }
  }

  @Test
  void truncationIsRightOnAverage() {
    int bits = 12;
    int value = (5 << bits) + (1 << bits) / 4; // 5.25 units
    int[] a = new int[40_000];
    Arrays.fill(a, value);
    double mean = Arrays.stream(truncatedRelu(a, bits, false)).average().orElseThrow();
    assertThat(mean).isBetween(5.24, 5.26);
  }

  @Test
  void aUnitFromStockMayBeLargerThanNeeded() {
    int[] a = new Random(8).ints(777, -(1 << 30) + 1, 1 << 30).toArray();
    int[] got = truncatedRelu(a, 12, true);
    for (int i = 0; i < a.length; i++) {
      int exact = Math.max(a[i], 0) >> 12;
      assertThat(got[i]).isBetween(exact, exact + 1);
    }
  }

  /** A block from a request that is always of full size, as a stock has them. */
  private record Units(DealerClient dealer) implements DealerClient {
    @Override
    public MaterialReader request(String kind, int count, long... params) {
      return dealer.request(kind, count, params);
    }

    @Override
    public DealtBlocks blocks(String kind, int count, int blockSize, long... params) {
      assertThat(count).isLessThan(blockSize);
      return DealtBlocks.of(dealer.request(kind, blockSize, params), blockSize, blockSize);
    }
  }

  static Stream<LayerGraph> graphs() {
    return SampleGraphs.all().stream();
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void networksComputeWhatTheIntegersSayAtTheCostThatIsDeclared(LayerGraph graph) {
    PublishedModel published = SampleGraphs.publish(graph, 11);
    QuantizedModel model = QuantizedModel.of(published);
    int batch = 2;
    InputCodec codec = new InputCodec(published.plan());
    int[] words =
        SampleGraphs.inputs(graph, batch, 5).stream()
            .flatMapToInt(i -> Arrays.stream(codec.encode(i)))
            .toArray();
    Shape one = model.input();
    Shape shape = Shape.of(batch, one.dim(0), one.dim(1), one.dim(2));
    Secret secret = Secret.of(shape, words, new Random(3));
    Run<SharedTensor> run =
        new TwoServers(FACTORY.correlations())
            .run(
                server ->
                    new SecureExecutor(model, server.arithmetic(), protocol(server))
                        .features(secret.of(server)));
    int[] secure = Secret.reconstruct(run.one().result(), run.two().result());
    int[] plain =
        Stream.of(0, one.size())
            .flatMapToInt(
                from ->
                    Arrays.stream(
                        new IntegerReference(model)
                            .features(Arrays.copyOfRange(words, from, from + one.size()))))
            .toArray();
    double error = 0;
    double size = 0;
    for (int i = 0; i < plain.length; i++) {
      error += Math.pow(secure[i] - plain[i], 2);
      size += Math.pow(plain[i], 2);
    }
    assertThat(Math.sqrt(error / size)).isLessThan(0.005);
    CostEstimate estimate = CostEstimate.of(model, FACTORY, batch);
    assertThat(run.rounds()).isEqualTo(estimate.rounds());
    assertThat((double) run.onlineBytes())
        .isBetween(estimate.onlineBytes() * 1.0, estimate.onlineBytes() * 1.02 + 2000);
    assertThat((double) run.offlineBytes())
        .isBetween(estimate.offlineBytes() * 1.0, estimate.offlineBytes() * 1.02 + 4000);
    assertThat(run.one().openings()).isEqualTo(Map.of());
  }

  @Test
  void refusesTruncationsThatLeaveNothing() {
    assertThatThrownBy(() -> truncatedRelu(new int[] {1}, 31, false))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("31 bits");
  }
}
