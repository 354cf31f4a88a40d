package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.WeightLayout;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.inference.split.ModelSplitter;
import io.sharelens.inference.split.WeightPart;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What any one server gets of a split model, its part and all messages of masking the weights and
 * of a feature, for fixed weights and fresh randomness: uniform, whatever the weights are. What
 * comparisons send is the comparison suites' matter; the graph here has none.
 */
class SplitModelViewTest {
  private static final int SESSIONS = 5;
  private static final int SEEDS_AT = 32;
  private static final int WORDS_AT = 64;
  private static final LayerGraph GRAPH =
      new LayerGraph(
          "linear",
          new Preprocessing(8, 1, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2)),
          List.of(
              new GraphNode("conv", new Layer.Conv2d(3, 4, 3, 1, 1), List.of(LayerGraph.INPUT)),
              new GraphNode("conv2", new Layer.Conv2d(4, 4, 3, 1, 1), List.of("conv")),
              new GraphNode("flat", new Layer.Flatten(), List.of("conv2")),
              new GraphNode("feature", new Layer.Linear(256, 64), List.of("flat"))),
          "feature",
          "feature");

  @TempDir private Path folder;
  private final Map<String, FloatTensor> drawn = WeightInit.he(GRAPH, new SplittableRandom(1));
  private final FixedPointPlan plan =
      Calibration.plan(
          GRAPH, drawn, Calibration.drawnInputs(GRAPH.preprocessing(), 4, new SplittableRandom(2)));

  private PublishedModel model(boolean zero) {
    Map<String, FloatTensor> weights = new TreeMap<>(drawn);
    if (zero) {
      weights.replaceAll((name, t) -> new FloatTensor(t.shape(), new float[t.values().length]));
    }
    return PublishedModel.of(
        GRAPH, weights, List.of("a", "b"), plan, null, TrainingRecord.untrained());
  }

  /** Bytes that a server got, by where they come from. */
  private final Map<String, long[]> seen = new TreeMap<>();

  private void count(String what, byte[] bytes, int from) {
    long[] counts = seen.computeIfAbsent(what, w -> new long[256]);
    for (int i = from; i < bytes.length; i++) {
      counts[bytes[i] & 0xff]++;
    }
  }

  private void countParts(Path split) throws IOException {
    for (int server = 1; server <= 3; server++) {
      byte[] part = Files.readAllBytes(ModelSplitter.partFile(split, server));
      int seeds = server == 3 ? 32 : 16;
      count("seeds of parts", Arrays.copyOfRange(part, SEEDS_AT, SEEDS_AT + seeds), 0);
      count("words of part " + server, part, WORDS_AT);
    }
  }

  private void requireUniform(String family) {
    seen.forEach(
        (what, counts) -> {
          long samples = Arrays.stream(counts).sum();
          if (Statistics.enough(samples, counts.length)) {
            Statistics.requireUniform(family + ": " + what, counts);
          } else {
            assertThat(what).isIn("seeds of parts", "words of part 3");
          }
        });
    assertThat(seen).hasSizeGreaterThan(6);
    seen.clear();
  }

  private Path split(boolean zero, int session) {
    Path split = folder.resolve("split-" + zero + session);
    ModelSplitter.split(model(zero), split, RandomSource.seeded(session).of(4));
    return split;
  }

  private static int run(PartyContext context, Path split) {
    Arithmetic a = context.arithmetic();
    PublishedModel manifest = PublishedModel.read(ModelSplitter.manifestFile(split));
    WeightPart part =
        WeightPart.read(
            ModelSplitter.partFile(split, a.party()), manifest.split().orElseThrow(), a.party());
    QuantizedModel model = QuantizedModel.of(manifest);
    SecretWeights weights =
        SecretWeights.fix(WeightLayout.of(model), part.share(a.parties()), a, 1);
    ComparisonProtocol none =
        (ComparisonProtocol)
            Proxy.newProxyInstance(
                ComparisonProtocol.class.getClassLoader(),
                new Class<?>[] {ComparisonProtocol.class},
                (proxy, method, args) -> {
                  throw new AssertionError("this graph compares nothing");
                });
    return new SecureExecutor(model, weights, a, none)
        .features(a.constant(Shape.of(1, 3, 8, 8), new int[3 * 64]))
        .size();
  }

  @Test
  void ofTwoServersAndADealer() throws IOException {
    for (boolean zero : new boolean[] {true, false}) {
      for (int session = 0; session < SESSIONS; session++) {
        Path split = split(zero, session);
        countParts(split);
        Run<Integer> run =
            new TwoServers()
                .recording()
                .random(RandomSource.seeded(70 + session))
                .run(s -> run(s, split));
        for (Run.Side<?> side : List.of(run.one(), run.two())) {
          String server = side == run.one() ? "server 1" : "server 2";
          side.received().forEach(m -> count(server + " from its peer", m, 0));
        }
        run.two().material().stream()
            .flatMapToInt(m -> Arrays.stream(m.words()))
            .forEach(w -> countWord("server 2 from the dealer", w));
        // Opened words less the part that server 1 has: what is left hides w3 as well.
        int[] known = words(Files.readAllBytes(ModelSplitter.partFile(split, 1)), WORDS_AT);
        for (int i = 0; i < 4 * 27; i++) {
          int opened =
              words(run.one().received().getFirst(), 0)[i]
                  + words(run.one().sent().getFirst(), 0)[i];
          countWord("opened less what server 1 knows", opened - known[i]);
        }
      }
      requireUniform("weights " + (zero ? "zero" : "drawn"));
    }
  }

  @Test
  void theDealerSeesTheSameWhateverTheWeightsAre() {
    List<Run.DealerView> views = new ArrayList<>();
    for (boolean zero : new boolean[] {true, false}) {
      Path split = split(zero, 90);
      views.add(new TwoServers().random(RandomSource.seeded(91)).run(s -> run(s, split)).dealer());
    }
    assertThat(views.getFirst().fromFirst()).hasSizeGreaterThan(6);
    assertThat(views.getFirst()).usingRecursiveComparison().isEqualTo(views.getLast());
  }

  @Test
  void ofThreeServers() throws IOException {
    for (boolean zero : new boolean[] {true, false}) {
      for (int session = 0; session < SESSIONS; session++) {
        Path split = split(zero, session);
        countParts(split);
        ThreeRun<Integer> run =
            new ThreeServers()
                .recording()
                .random(RandomSource.seeded(50 + session))
                .run(s -> run(s, split));
        for (int server = 1; server <= 3; server++) {
          for (ThreeRun.Message m : run.side(server).received()) {
            count("server " + server + " from " + m.from(), m.payload(), 0);
          }
        }
      }
      requireUniform("weights " + (zero ? "zero" : "drawn"));
    }
  }

  private void countWord(String what, int w) {
    byte[] bytes = {(byte) w, (byte) (w >> 8), (byte) (w >> 16), (byte) (w >> 24)};
    count(what, bytes, 0);
  }

  private static int[] words(byte[] bytes, int from) {
    int[] words = new int[(bytes.length - from) / 4];
    java.nio.ByteBuffer.wrap(bytes, from, bytes.length - from)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(words);
    return words;
  }
}
