package io.sharelens.owner.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.Safetensors;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.Layer.Reduction;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightImporterTest {
  private static final float[] WEIGHT = {1, 2, 3, 4, 5, 6};

  @TempDir Path folder;

  private static LayerGraph graph() {
    return new LayerGraph(
        "tiny",
        new Preprocessing(4, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
        List.of(
            new GraphNode("conv", new Layer.Conv2d(3, 2, 1, 1, 0), List.of(LayerGraph.INPUT)),
            new GraphNode("feature", new Layer.GlobalPool(Reduction.MEAN), List.of("conv")),
            new GraphNode("head", new Layer.Linear(2, 4), List.of("feature"))),
        "feature",
        "head");
  }

  private static final Map<String, String> NAMES =
      Map.of("features.0.weight", "conv.weight", "features.0.bias", "conv.bias");

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("weights.pth"), bytes);
  }

  private static WeightImporter.Imported read(Path file, boolean freshHead) {
    return new WeightImporter(graph(), NAMES).read(file, freshHead, new SplittableRandom(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCheckpointIsReadWithAFreshHead(boolean zip) throws IOException {
    CheckpointBuilder checkpoint = new CheckpointBuilder();
    checkpoint.tensor("module.features.0.weight", WEIGHT, 2, 3, 1, 1);
    checkpoint.tensor("module.features.0.bias", new float[] {-1, 0.5f}, 2);
    checkpoint.tensor("module.classifier.weight", new float[20], 10, 2);

    WeightImporter.Imported imported =
        read(write(zip ? checkpoint.zip() : checkpoint.legacy()), true);

    assertThat(imported.weights().keySet())
        .containsExactly("conv.bias", "conv.weight", "head.bias", "head.weight");
    assertThat(imported.weights().get("conv.weight").values()).containsExactly(WEIGHT);
    assertThat(imported.weights().get("conv.bias").values()).containsExactly(-1, 0.5f);
    assertThat(imported.fresh()).containsExactly("head.bias", "head.weight");
    assertThat(imported.unused()).containsExactly("classifier.weight");
    float[] head = imported.weights().get("head.weight").values();
    assertThat(head).hasSize(8);
    assertThat(Arrays.equals(head, new float[8])).isFalse();
  }

  @Test
  void stridesAreFollowed() throws IOException {
    CheckpointBuilder checkpoint = new CheckpointBuilder();
    checkpoint.transposed("t", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);

    FloatTensor tensor = WeightImporter.tensors(write(checkpoint.zip())).get("t");

    assertThat(tensor.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(tensor.values()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void safetensorsAreReadToo() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Map<String, FloatTensor> tensors =
        Map.of(
            "features.0.weight",
            new FloatTensor(Shape.of(2, 3, 1, 1), WEIGHT),
            "features.0.bias",
            FloatTensor.of(7, 8));
    try (OutputStream out = Files.newOutputStream(file)) {
      Safetensors.of(Map.of(), tensors).write(out);
    }

    assertThat(read(file, true).weights().get("conv.bias").values()).containsExactly(7, 8);
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    CheckpointBuilder missing = new CheckpointBuilder();
    missing.tensor("features.0.bias", new float[2], 2);
    assertError(missing.zip(), true, "weights-do-not-fit", "conv.weight");

    CheckpointBuilder shape = new CheckpointBuilder();
    shape.tensor("features.0.weight", WEIGHT, 3, 2, 1, 1);
    assertError(shape.zip(), true, "weights-do-not-fit", "[3, 2, 1, 1]");

    CheckpointBuilder head = new CheckpointBuilder();
    head.tensor("features.0.weight", WEIGHT, 2, 3, 1, 1);
    assertError(head.zip(), false, "weights-do-not-fit", "drawn afresh");
  }

  private static LayerGraph blocks() {
    return new LayerGraph(
        "blocks",
        new Preprocessing(4, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
        List.of(
            new GraphNode("conv1", new Layer.Conv2d(3, 2, 1, 1, 0), List.of(LayerGraph.INPUT)),
            new GraphNode("layer1.0.conv1", new Layer.Conv2d(2, 2, 1, 1, 0), List.of("conv1")),
            new GraphNode("layer1.0.bn1", new Layer.BatchNorm(2, 1e-5), List.of("layer1.0.conv1")),
            new GraphNode("feature", new Layer.GlobalPool(Reduction.MEAN), List.of("layer1.0.bn1")),
            new GraphNode("linear", new Layer.Linear(2, 4), List.of("feature"))),
        "feature",
        "linear");
  }

  /** As residual networks are saved: no biases before normalisations, a prefix, a head. */
  private static CheckpointBuilder saved() {
    CheckpointBuilder checkpoint = new CheckpointBuilder();
    checkpoint.tensor("module.conv1.weight", WEIGHT, 2, 3, 1, 1);
    checkpoint.tensor("module.layer1.0.conv1.weight", new float[] {1, 2, 3, 4}, 2, 2, 1, 1);
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      checkpoint.tensor("module.layer1.0.bn1." + part, new float[] {1, 2}, 2);
    }
    checkpoint.tensor("module.layer1.0.bn1.num_batches_tracked", new float[] {9}, 1);
    checkpoint.tensor("module.linear.weight", new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2);
    checkpoint.tensor("module.linear.bias", new float[] {1, 2, 3, 4}, 4);
    return checkpoint;
  }

  @Test
  void aHeadCanBeKept() throws IOException {
    Path file = write(saved().legacy());
    WeightImporter importer = new WeightImporter(blocks(), Map.of());

    WeightImporter.Imported imported = importer.read(file, false, new SplittableRandom(1));

    assertThat(importer.classes(file)).isEqualTo(4);
    assertThat(imported.weights().get("linear.bias").values()).containsExactly(1, 2, 3, 4);
    assertThat(imported.weights().get("conv1.bias").values()).containsExactly(0, 0);
    assertThat(imported.weights().get("layer1.0.bn1.running_var").values()).containsExactly(1, 2);
    assertThat(imported.fresh()).containsExactly("conv1.bias", "layer1.0.conv1.bias");
    assertThat(imported.unused()).containsExactly("layer1.0.bn1.num_batches_tracked");
  }

  @Test
  void aFileWithoutTheHeadHasNoClasses() throws IOException {
    CheckpointBuilder checkpoint = new CheckpointBuilder();
    checkpoint.tensor("module.fc.weight", new float[8], 4, 2);
    Path file = write(checkpoint.zip());
    assertThatThrownBy(() -> new WeightImporter(blocks(), Map.of()).classes(file))
        .hasMessageContaining("linear.weight is missing");
  }

  @Test
  void aFileOfADeeperNetworkIsRefused() throws IOException {
    CheckpointBuilder checkpoint = saved();
    checkpoint.tensor("module.layer1.1.conv1.weight", new float[] {1, 2, 3, 4}, 2, 2, 1, 1);
    Path file = write(checkpoint.zip());
    for (boolean fresh : new boolean[] {true, false}) {
      assertThatThrownBy(
              () ->
                  new WeightImporter(blocks(), Map.of()).read(file, fresh, new SplittableRandom(1)))
          .isInstanceOfSatisfying(
              LensException.class, e -> assertThat(e.code()).isEqualTo("weights-do-not-fit"))
          .hasMessageContaining("layer1.1.conv1.weight")
          .hasMessageContaining("deeper");
    }
  }

  @Test
  void anyOtherClassIsRefused() throws IOException {
    for (String global : List.of("os\nsystem", "builtins\neval", "torch\nload", "numpy\nndarray")) {
      CheckpointBuilder checkpoint = new CheckpointBuilder();
      checkpoint.tensor("t", new float[1], 1);
      checkpoint.call(global);
      assertError(checkpoint.zip(), true, "checkpoint-refused", global.replace('\n', '.'));
      assertError(checkpoint.legacy(), true, "checkpoint-refused", global.replace('\n', '.'));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {'i', 'o', 0x81, 0x92, 0x82, 0x83, 0x84})
  void otherWaysToAClassAreRefused(int instruction) throws IOException {
    CheckpointBuilder checkpoint = new CheckpointBuilder();
    checkpoint.instruction(instruction);
    assertError(checkpoint.zip(), true, "checkpoint-refused", "instruction");
  }

  @Test
  void tensorsOutsideTheirStorageAreRefused() throws IOException {
    CheckpointBuilder checkpoint = new CheckpointBuilder();
    checkpoint.overlong("t", new float[4]);
    assertError(checkpoint.zip(), true, "bad-checkpoint", "does not fit");
  }

  @Test
  void damagedFilesAreUserErrors() throws IOException {
    CheckpointBuilder checkpoint = new CheckpointBuilder();
    checkpoint.tensor("features.0.weight", WEIGHT, 2, 3, 1, 1);
    for (byte[] whole : List.of(checkpoint.zip(), checkpoint.legacy())) {
      for (int length = 0; length < whole.length; length += 7) {
        Path file = write(Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> WeightImporter.tensors(file))
            .isInstanceOfSatisfying(
                LensException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
      }
    }
  }

  /** A length of 2 GB in a file of a few bytes must not be allocated. */
  @Test
  void aHugeTextIsRefused() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x80, 2, 'X'}).putInt(0x7ffffff0);
    assertError(bytes.array(), true, "bad-checkpoint", "too early");
  }

  private void assertError(byte[] file, boolean freshHead, String code, String inMessage)
      throws IOException {
    Path path = write(file);
    assertThatThrownBy(() -> read(path, freshHead))
        .isInstanceOfSatisfying(
            LensException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.kind()).isEqualTo(ErrorKind.USER);
            })
        .hasMessageContaining(inMessage);
  }
}
