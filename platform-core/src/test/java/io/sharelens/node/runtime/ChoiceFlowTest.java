package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.ModelGraph;
import io.sharelens.api.ModelGraph.GraphLayer;
import io.sharelens.api.SchemeOptions;
import io.sharelens.inference.model.PublishedModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceFlowTest {
  @TempDir Path root;

  @Test
  void showsWhatThereIsToChooseFromAndTheModelsGraph() throws Exception {
    PublishedModel model = TinyModel.make(1);
    Path file = root.resolve("model.safetensors");
    model.write(file);
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.start(3);
      assertThat(cluster.services(3).choices().options().weights().getFirst().refused().code())
          .isEqualTo("no-model");
      cluster.start(2);
      cluster.start(1);
      String sha256 = cluster.services(1).models().stage(file);
      cluster.services(1).models().publish(sha256);

      SchemeOptions options = cluster.services(1).choices().options();
      assertThat(options.serving().name()).isEqualTo("flsir");
      assertThat(options.weights().getFirst().refused()).isNull();
      assertThat(options.weights().getLast().refused().code()).isEqualTo("public-weights");

      ModelGraph graph = cluster.services(1).models().graph(sha256);
      assertThat(graph.layers())
          .extracting(GraphLayer::id)
          .containsExactly("conv", "relu", "pool", "feature", "scores");
      GraphLayer conv = graph.layers().getFirst();
      assertThat(conv.kind()).isEqualTo("conv");
      assertThat(conv.detail()).isEqualTo("3x3, 3 to 16 channels, padding 1");
      assertThat(conv.shape()).containsExactly(16, 8, 8);
      assertThat(conv.parameters()).isEqualTo(3 * 16 * 9 + 16);
      assertThat(conv.cost().multiplyAdds()).isEqualTo(16L * 8 * 8 * 3 * 9);
      assertThat(conv.plan().bound())
          .isEqualTo(model.plan().node("conv").bound())
          .isLessThan(1 << 30);
      // The pool runs first: a ReLU of what is left of 16 * 8 * 8 numbers.
      GraphLayer relu = graph.layers().get(1);
      assertThat(relu.cost().comparisons()).isEqualTo(16 * 4 * 4);
      assertThat(relu.cost().offlineBytes()).isPositive();
      assertThat(relu.plan().truncate()).isEqualTo(model.plan().node("relu").truncate());
      assertThat(graph.layers().getLast().computed()).isFalse();
      assertThat(graph.layers().getLast().plan()).isNull();
      assertThat(graph.totals().cost().rounds())
          .isEqualTo(
              graph.layers().stream()
                  .filter(GraphLayer::computed)
                  .mapToLong(l -> l.cost().rounds())
                  .sum());
    }
  }
}
