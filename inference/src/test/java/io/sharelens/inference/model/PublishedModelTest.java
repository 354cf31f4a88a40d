package io.sharelens.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.plan.Calibration;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedModelTest {
  private static final LayerGraph GRAPH =
      new LayerGraph(
          "tiny",
          new Preprocessing(8, 1, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2)),
          List.of(
              new GraphNode("conv", new Layer.Conv2d(3, 4, 3, 1, 1), List.of(LayerGraph.INPUT)),
              new GraphNode("relu", new Layer.Relu(), List.of("conv")),
              new GraphNode(
                  "feature", new Layer.GlobalPool(Layer.Reduction.MEAN), List.of("relu"))),
          "feature",
          "feature");

  @TempDir private Path folder;

  private static PublishedModel model() {
    Map<String, FloatTensor> weights = WeightInit.he(GRAPH, new SplittableRandom(1));
    var inputs = Calibration.drawnInputs(GRAPH.preprocessing(), 4, new SplittableRandom(2));
    return PublishedModel.of(
        GRAPH,
        weights,
        List.of("cats", "dogs"),
        Calibration.plan(GRAPH, weights, inputs),
        "ab".repeat(32),
        new TrainingRecord("trained", 3, 100, "for a test"));
  }

  @Test
  void oneFileHoldsEverything() throws IOException {
    PublishedModel model = model();
    Path file = folder.resolve("sub").resolve("model.safetensors");
    model.write(file);
    PublishedModel back = PublishedModel.read(file);
    assertThat(back.graph()).isEqualTo(model.graph());
    assertThat(back.plan()).isEqualTo(model.plan());
    assertThat(back.categories()).containsExactly("cats", "dogs");
    assertThat(back.parent()).isEqualTo("ab".repeat(32));
    assertThat(back.trained()).isEqualTo(model.trained());
    assertThat(back.sha256()).isEqualTo(model.sha256());
    assertThat(back.weights().keySet()).isEqualTo(model.weights().keySet());
    assertThat(PublishedModel.read(Files.readAllBytes(file)).sha256()).isEqualTo(model.sha256());
    assertThat(ModelDescription.read(file))
        .isEqualTo(new ModelDescription(model.graph(), model.categories(), model.plan()));
    assertThat(Files.list(file.getParent())).as("no part is left").containsExactly(file);
  }

  @Test
  void aFileThatIsNoModelHasNoDescription() throws IOException {
    Path file = folder.resolve("no.safetensors");
    Safetensors plain = Safetensors.of(Map.of(), Map.of("a", FloatTensor.of(1)));
    try (var out = Files.newOutputStream(file)) {
      plain.write(out);
    }
    assertThatThrownBy(() -> ModelDescription.read(file))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-model"));
    Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, 0x7f, 1});
    assertThatThrownBy(() -> ModelDescription.read(file))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-safetensors"));
  }

  @Test
  void weightsMustBeThoseOfTheGraph() {
    PublishedModel model = model();
    refused(weights -> weights.remove("conv.bias"), model, "conv.bias");
    refused(weights -> weights.put("more", FloatTensor.of(1)), model, "more");
    refused(weights -> weights.put("conv.bias", FloatTensor.of(1)), model, "[4]");
    refused(
        weights -> weights.put("conv.bias", FloatTensor.of(1, 2, 3, Float.NaN)),
        model,
        "not finite");
  }

  private static void refused(
      Consumer<Map<String, FloatTensor>> change, PublishedModel model, String why) {
    Map<String, FloatTensor> weights = new HashMap<>(model.weights());
    change.accept(weights);
    assertThatThrownBy(
            () ->
                PublishedModel.of(
                    GRAPH, weights, List.of(), model.plan(), null, TrainingRecord.untrained()))
        .isInstanceOf(LensException.class)
        .hasMessageContaining(why);
  }

  /** Whatever is changed in the description: a clear refusal, never another exception. */
  @Test
  void damagedDescriptionsAreRefused() throws IOException {
    PublishedModel model = model();
    Path file = folder.resolve("model.safetensors");
    model.write(file);
    Safetensors whole = Safetensors.read(file);
    String text = whole.metadata().get("sharelens.model");
    Map<String, String> changes =
        Map.of(
            "\"trained\":{", "\"trained\":null,\"x\":{",
            "\"size\":8", "\"size\":99999999",
            "\"std\":[0.2", "\"std\":[0.0",
            "\"nodes\":[{", "\"nodes\":[null,{",
            "\"type\":\"relu\"", "\"type\":\"tanh\"",
            "\"feature\":\"feature\"", "\"feature\":\"none\"",
            "\"inputBound\":", "\"inputBound\":-",
            "\"kernel\":3", "\"kernel\":0",
            "\"margin\":2.0", "\"margin\":null");
    changes.forEach(
        (from, to) -> {
          assertThat(text).contains(from);
          Map<String, String> texts = Map.of("sharelens.model", text.replace(from, to));
          assertThatThrownBy(() -> PublishedModel.read(bytes(texts, whole.tensors())))
              .as(from)
              .isInstanceOfSatisfying(
                  LensException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
        });
  }

  private static byte[] bytes(Map<String, String> texts, Map<String, FloatTensor> tensors)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.of(texts, tensors).write(out);
    return out.toByteArray();
  }

  @Test
  void otherFilesAreRefusedWithTheCause() throws IOException {
    refusedText(Map.of(), "no 'sharelens.model'");
    refusedText(Map.of("sharelens.model", "{\"format\":2}"), "format is 2");
    refusedText(Map.of("sharelens.model", "{"), "damaged");
    refusedText(Map.of("sharelens.model", "{\"format\":1,\"surprise\":0}"), "damaged");
    refusedText(Map.of("sharelens.model", "{\"format\":1}"), "damaged");
  }

  private static void refusedText(Map<String, String> texts, String why) throws IOException {
    byte[] file = bytes(texts, Map.of("w", new FloatTensor(Shape.of(1), new float[1])));
    assertThatThrownBy(() -> PublishedModel.read(file))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-model"))
        .hasMessageContaining(why);
  }
}
