package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.RangeCheck;
import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.WeightLayout;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.SplitManifest;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The executor over three clear-text parties: it needs no dealer, no channel and no share. */
class SecureExecutorTest {
  private static final int BATCH = 3;

  static Stream<LayerGraph> graphs() {
    return SampleGraphs.all().stream();
  }

  private static int[] words(PublishedModel model, List<float[]> inputs) {
    InputCodec codec = new InputCodec(model.plan());
    return inputs.stream().flatMapToInt(i -> Arrays.stream(codec.encode(i))).toArray();
  }

  private static int[] expected(QuantizedModel model, int[] words) {
    IntegerReference reference = new IntegerReference(model);
    int size = model.input().size();
    return Stream.iterate(0, i -> i < words.length, i -> i + size)
        .flatMapToInt(
            i -> Arrays.stream(reference.features(Arrays.copyOfRange(words, i, i + size))))
        .toArray();
  }

  private static List<int[]> run(ClearRules rules, QuantizedModel model, int[] words) {
    Shape one = model.input();
    int batch = words.length / one.size();
    Shape shape = Shape.of(batch, one.dim(0), one.dim(1), one.dim(2));
    return ClearParties.run(
        rules,
        party -> {
          SecureExecutor executor =
              new SecureExecutor(model, party.arithmetic(), party.comparison());
          int[] result = party.reveal(executor.features(party.input(shape, words)));
          assertThat(party.ledger().counts()).as("nothing is opened").isEmpty();
          return result;
        });
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void equalsTheIntegerReference(LayerGraph graph) {
    PublishedModel published = SampleGraphs.publish(graph, 11);
    QuantizedModel model = QuantizedModel.of(published);
    int[] words = words(published, SampleGraphs.inputs(graph, BATCH, 5));
    int[] expected = expected(model, words);
    assertThat(run(ClearRules.exact(), model, words))
        .hasSize(ClearParties.PARTIES)
        .allSatisfy(result -> assertThat(result).containsExactly(expected));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void oneUnitPerTruncationStaysSmall(LayerGraph graph) {
    PublishedModel published = SampleGraphs.publish(graph, 12);
    QuantizedModel model = QuantizedModel.of(published);
    int[] words = words(published, SampleGraphs.inputs(graph, BATCH, 6));
    int[] expected = expected(model, words);
    int[] actual = run(ClearRules.rounding(4), model, words).getFirst();
    assertThat(actual).isNotEqualTo(expected);
    assertThat(distance(actual, expected)).isLessThan(0.005);
  }

  /** Secret weights change no word, wherever nothing is rounded. */
  @ParameterizedTest
  @MethodSource("graphs")
  void secretWeightsGiveTheSameWords(LayerGraph graph) {
    PublishedModel published = SampleGraphs.publish(graph, 11);
    QuantizedModel model = QuantizedModel.of(published);
    SplitManifest split =
        new SplitManifest(
            SplitManifest.FORMAT, "ab".repeat(16), 5, Collections.nCopies(3, "cd".repeat(32)));
    QuantizedModel manifest = QuantizedModel.of(PublishedModel.manifest(published, split));
    WeightLayout layout = WeightLayout.of(manifest);
    assertThat(layout).isEqualTo(WeightLayout.of(model));
    int[] vector = layout.vector(model);
    int[] words = words(published, SampleGraphs.inputs(graph, BATCH, 5));
    Shape one = model.input();
    Shape shape = Shape.of(BATCH, one.dim(0), one.dim(1), one.dim(2));
    List<int[]> results =
        ClearParties.run(
            party -> {
              SecretWeights.Share share =
                  (at, s) -> party.input(s, Arrays.copyOfRange(vector, at, at + s.size()));
              SecretWeights weights = SecretWeights.fix(layout, share, party.arithmetic(), 1);
              return party.reveal(
                  new SecureExecutor(manifest, weights, party.arithmetic(), party.comparison())
                      .features(party.input(shape, words)));
            });
    int[] expected = expected(model, words);
    assertThat(results).allSatisfy(result -> assertThat(result).containsExactly(expected));
    assertThatThrownBy(
            () -> new IntegerReference(manifest).features(Arrays.copyOf(words, one.size())))
        .hasMessageContaining("known to its owner alone");
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

  @Test
  void poolsBeforeReluAndReportsEveryLayer() {
    LayerGraph graph = SampleGraphs.all().getFirst();
    PublishedModel published = SampleGraphs.publish(graph, 1);
    QuantizedModel model = QuantizedModel.of(published);
    int[] words = words(published, SampleGraphs.inputs(graph, 1, 5));
    List<String> order =
        ClearParties.run(
                party -> {
                  List<String> layers = new ArrayList<>();
                  new SecureExecutor(model, party.arithmetic(), party.comparison())
                      .features(
                          party.input(Shape.of(1, 3, 13, 13), words),
                          (layer, done, total) -> layers.add(layer + " " + done + "/" + total));
                  return layers;
                })
            .getFirst();
    assertThat(order)
        .containsExactly(
            "conv1 1/7",
            "pool1 2/7",
            "relu1 3/7",
            "conv2 4/7",
            "pool2 5/7",
            "relu2 6/7",
            "feature 7/7");
  }

  @Test
  void anInputOfAnotherSizeIsRefused() {
    PublishedModel published = SampleGraphs.publish(SampleGraphs.fire(), 1);
    QuantizedModel model = QuantizedModel.of(published);
    Shape wrong = Shape.of(1, 3, 12, 13);
    assertThatThrownBy(
            () ->
                ClearParties.run(
                    party ->
                        new SecureExecutor(model, party.arithmetic(), party.comparison())
                            .features(party.input(wrong, new int[wrong.size()]))))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("[3, 13, 13]");
  }

  /**
   * An input beyond a measured bound: its own feature is wrong and nobody is told, the other input
   * of the batch is as it was. The one who has the input can find out before.
   */
  @Test
  void anInputBeyondTheMarginSpoilsOnlyItself() {
    LayerGraph graph = SampleGraphs.all().getFirst();
    PublishedModel published = SampleGraphs.publish(graph, 2);
    QuantizedModel model = QuantizedModel.of(published);
    int[] usual = words(published, SampleGraphs.inputs(graph, 1, 5));
    int[] extreme = usual.clone();
    for (int i = 0; i < extreme.length; i++) {
      extreme[i] *= 64; // what no owner's client sends: it clamps to the plan's input bound
    }
    IntegerReference reference = new IntegerReference(model);
    RangeCheck check = new RangeCheck(published);
    InputCodec codec = new InputCodec(published.plan());
    assertThat(check.beyondPlan(codec.decode(usual))).isNull();
    assertThat(check.beyondPlan(codec.decode(extreme))).isEqualTo("conv1");
    int[] both = Arrays.copyOf(usual, 2 * usual.length);
    System.arraycopy(extreme, 0, both, usual.length, usual.length);
    int[] result = run(ClearRules.exact().lenient(), model, both).getFirst();
    int dimension = model.feature().size();
    assertThat(Arrays.copyOf(result, dimension)).containsExactly(reference.features(usual));
    int[] homogeneous = Arrays.stream(reference.features(usual)).map(v -> 64 * v).toArray();
    int[] spoiled = Arrays.copyOfRange(result, dimension, 2 * dimension);
    assertThat(distance(spoiled, homogeneous)).as("not 64 times the feature").isGreaterThan(0.1);
    assertThatThrownBy(() -> run(ClearRules.exact(), model, both))
        .hasMessageContaining("out of range");
  }
}
