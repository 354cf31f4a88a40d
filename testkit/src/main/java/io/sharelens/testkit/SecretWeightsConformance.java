package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.inference.CostEstimate;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.WeightLayout;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.split.ModelSplitter;
import io.sharelens.inference.split.WeightPart;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.LayerGraph;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks whose weights no server knows, with a comparison protocol of either family: features are
 * those of public weights, at the cost that is declared. A plugin's test extends this class.
 */
public abstract class SecretWeightsConformance {
  private static final int BATCH = 2;

  /** Relative error of a feature that truncations alone make. */
  private static final double TRUNCATIONS = 0.005;

  @TempDir private Path folder;

  protected abstract ComparisonFactory factory();

  /** Computing parties; the same object in all runs of one test. */
  protected abstract Parties parties();

  static Stream<LayerGraph> graphs() {
    return SampleGraphs.all().stream();
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void featuresAreThoseOfPublicWeightsAtTheDeclaredCost(LayerGraph graph) {
    PublishedModel model = SampleGraphs.publish(graph, 11);
    PublishedModel manifest = ModelSplitter.split(model, folder, new SecureRandom());
    QuantizedModel secret = QuantizedModel.of(manifest);
    int[] words = inputs(model);
    Parties parties = parties();
    List<SecretWeights> weights =
        parties.run(context -> fixed(context, manifest, secret)).results();
    int[] features =
        parties
            .run(
                context ->
                    Parties.reveal(
                        context,
                        executor(context, secret, weights)
                            .features(Parties.secret(context, batch(secret), words))))
            .result();
    assertThat(distance(features, expected(QuantizedModel.of(model), words)))
        .isLessThan(TRUNCATIONS);
    Parties.Ran<Shape> ran =
        parties.run(
            context ->
                executor(context, secret, weights)
                    .features(context.arithmetic().constant(batch(secret), words))
                    .shape());
    CostEstimate estimate = CostEstimate.of(secret, factory(), BATCH);
    assertThat(ran.result()).isEqualTo(Shape.of(BATCH, secret.feature().size()));
    assertThat(ran.rounds()).isEqualTo(estimate.rounds());
    assertThat((double) ran.onlineBytes())
        .isBetween(estimate.onlineBytes() * 1.0, estimate.onlineBytes() * 1.02 + 3000);
    assertThat((double) ran.offlineBytes())
        .isBetween(estimate.offlineBytes() * 1.0, estimate.offlineBytes() * 1.02 + 4000);
    assertThat(ran.openings()).isEmpty();
  }

  private SecretWeights fixed(PartyContext context, PublishedModel manifest, QuantizedModel model) {
    Arithmetic a = context.arithmetic();
    WeightPart part =
        WeightPart.read(
            ModelSplitter.partFile(folder, a.party()), manifest.split().orElseThrow(), a.party());
    return SecretWeights.fix(WeightLayout.of(model), part.share(a.parties()), a, 7);
  }

  private SecureExecutor executor(
      PartyContext context, QuantizedModel model, List<SecretWeights> weights) {
    ComparisonProtocol compare = factory().create(PluginConfig.empty(factory().name()), context);
    Arithmetic a = context.arithmetic();
    return new SecureExecutor(model, weights.get(a.party() - 1), a, compare);
  }

  private static Shape batch(QuantizedModel model) {
    Shape one = model.input();
    return Shape.of(BATCH, one.dim(0), one.dim(1), one.dim(2));
  }

  private static int[] inputs(PublishedModel model) {
    InputCodec codec = new InputCodec(model.plan());
    return SampleGraphs.inputs(model.graph(), BATCH, 5).stream()
        .flatMapToInt(i -> Arrays.stream(codec.encode(i)))
        .toArray();
  }

  private static int[] expected(QuantizedModel model, int[] words) {
    int size = model.input().size();
    IntegerReference reference = new IntegerReference(model);
    return Stream.iterate(0, i -> i < words.length, i -> i + size)
        .flatMapToInt(
            i -> Arrays.stream(reference.features(Arrays.copyOfRange(words, i, i + size))))
        .toArray();
  }

  /** Euclidean, relative to the size of {@code expected}. */
  private static double distance(int[] actual, int[] expected) {
    double size = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      size += Math.pow(expected[i], 2);
      error += Math.pow(actual[i] - expected[i], 2);
    }
    return Math.sqrt(error / size);
  }
}
