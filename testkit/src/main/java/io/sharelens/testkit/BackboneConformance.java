package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.FloatReference;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.BatchNormFolding;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every backbone must hold. A plugin's test extends this class. */
public abstract class BackboneConformance {
  private static final int CATEGORIES = 7;
  private static final int CALIBRATION = 8;
  private static final int PICTURES = 60;
  private static final int TOP = 10;

  protected abstract BackboneFactory factory();

  /** Smallest input size. */
  protected abstract int smallest();

  /** Options under which the backbone is tried. */
  protected PluginConfig options() {
    return PluginConfig.empty(factory().name());
  }

  private LayerGraph graph() {
    return factory().graph(smallest(), CATEGORIES, options());
  }

  /** A model with He-random weights at a size, ready to run. */
  protected PublishedModel untrained(int size, long seed) {
    LayerGraph graph = factory().graph(size, CATEGORIES, options());
    BatchNormFolding folded =
        BatchNormFolding.fold(graph, WeightInit.he(graph, new SplittableRandom(seed)));
    List<float[]> inputs =
        Calibration.drawnInputs(graph.preprocessing(), CALIBRATION, new SplittableRandom(seed));
    return PublishedModel.of(
        folded.graph(),
        folded.weights(),
        IntStream.range(0, CATEGORIES).mapToObj(i -> "class-" + i).toList(),
        Calibration.plan(folded.graph(), folded.weights(), inputs),
        null,
        TrainingRecord.untrained());
  }

  @Test
  void shapesFitAndTheHeadHasOneScorePerCategory() {
    LayerGraph graph = graph();
    GraphShapes shapes = GraphShapes.of(graph);
    assertThat(shapes.of(graph.feature()).rank()).isEqualTo(1);
    assertThat(shapes.of(graph.output())).isEqualTo(Shape.of(CATEGORIES));
    assertThat(graph.preprocessing().size()).isEqualTo(smallest());
  }

  @Test
  void theUsualSizeFits() {
    BackboneFactory backbone = factory();
    int usual = backbone.usualSize(options());
    LayerGraph graph = backbone.graph(usual, CATEGORIES, options());
    assertThat(GraphShapes.of(graph).of(graph.output())).isEqualTo(Shape.of(CATEGORIES));
    assertThat(usual).isGreaterThanOrEqualTo(smallest());
    PluginConfig none = PluginConfig.empty(backbone.name());
    assertThat(backbone.usualSize()).isEqualTo(backbone.usualSize(none));
  }

  @Test
  void importNamesLeadToWeightsOfSomeHead() {
    Map<String, String> names = factory().importNames();
    assertThat(names.values()).doesNotHaveDuplicates();
    assertThat(names.values()).anyMatch(GraphShapes.weights(graph())::containsKey);
  }

  @Test
  void unknownOptionsAndSizesAreRefused() {
    PluginConfig wrong = new PluginConfig(factory().name(), Map.of("no-such-option", "1"));
    assertThatThrownBy(() -> factory().graph(smallest(), CATEGORIES, wrong))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("no-such-option");
    assertThatThrownBy(() -> factory().graph(1, CATEGORIES, options()))
        .isInstanceOf(LensException.class);
  }

  @Test
  void theFileBringsBackTheModel() {
    PublishedModel model = untrained(smallest(), 3);
    assertThat(model.sha256()).isEqualTo(untrained(smallest(), 3).sha256());
    assertThat(model.sha256()).isNotEqualTo(untrained(smallest(), 4).sha256());
  }

  @Test
  void threeClearPartiesComputeTheIntegerReference() {
    PublishedModel model = untrained(smallest(), 5);
    QuantizedModel quantized = QuantizedModel.of(model);
    float[] picture = pictures(model, 3).getLast();
    int[] words = new InputCodec(model.plan()).encode(picture);
    Shape one = quantized.input();
    Shape shape = Shape.of(1, one.dim(0), one.dim(1), one.dim(2));
    int[] expected = new IntegerReference(quantized).features(words);
    List<int[]> results =
        ClearParties.run(
            party ->
                party.reveal(
                    new SecureExecutor(quantized, party.arithmetic(), party.comparison())
                        .features(party.input(shape, words))));
    assertThat(results).allSatisfy(r -> assertThat(r).containsExactly(expected));
  }

  @Test
  void fixedPointRanksLikeFloats() {
    assertThat(agreement(untrained(smallest(), 6))).isGreaterThanOrEqualTo(0.98);
  }

  /** Drawn pictures, other ones than those of the calibration. */
  protected static List<float[]> pictures(PublishedModel model, int count) {
    return Calibration.drawnInputs(
        model.graph().preprocessing(), count, new SplittableRandom(1234));
  }

  /** Mean overlap of the ten nearest by float and by integer features, each picture a query. */
  protected static double agreement(PublishedModel model) {
    FloatReference floats = new FloatReference(model);
    IntegerReference integers = new IntegerReference(QuantizedModel.of(model));
    InputCodec codec = new InputCodec(model.plan());
    List<float[]> pictures = pictures(model, PICTURES);
    double[][] plain = new double[PICTURES][];
    double[][] fixed = new double[PICTURES][];
    IntStream.range(0, PICTURES)
        .parallel()
        .forEach(
            i -> {
              plain[i] = doubles(floats.features(pictures.get(i)));
              int[] words = integers.features(codec.encode(pictures.get(i)));
              fixed[i] = unit(Arrays.stream(words).asDoubleStream().toArray());
            });
    int common = 0;
    for (int q = 0; q < PICTURES; q++) {
      List<Integer> expected = nearest(plain, q);
      expected.retainAll(nearest(fixed, q));
      common += expected.size();
    }
    return (double) common / (PICTURES * TOP);
  }

  private static double[] doubles(float[] values) {
    return unit(IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
  }

  private static double[] unit(double[] v) {
    double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
    return Arrays.stream(v).map(x -> x / norm).toArray();
  }

  private static List<Integer> nearest(double[][] features, int query) {
    return new ArrayList<>(
        IntStream.range(0, features.length)
            .filter(i -> i != query)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distance(features[i], features[query])))
            .limit(TOP)
            .toList());
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
