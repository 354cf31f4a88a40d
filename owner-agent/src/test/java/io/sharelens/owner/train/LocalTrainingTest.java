package io.sharelens.owner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.photos.PictureGenerator;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.Layer.Reduction;
import io.sharelens.spi.graph.LayerGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalTrainingTest {
  private final PictureReader reader = new PictureReader(PictureLimits.standard());

  @TempDir Path folder;

  private static LayerGraph small(int classes) {
    List<GraphNode> nodes =
        List.of(
            new GraphNode("conv1", new Layer.Conv2d(3, 12, 3, 2, 1), List.of(LayerGraph.INPUT)),
            new GraphNode("relu1", new Layer.Relu(), List.of("conv1")),
            new GraphNode("conv2", new Layer.Conv2d(12, 24, 3, 2, 1), List.of("relu1")),
            new GraphNode("relu2", new Layer.Relu(), List.of("conv2")),
            new GraphNode("feature", new Layer.GlobalPool(Reduction.MEAN), List.of("relu2")),
            new GraphNode("head", new Layer.Linear(24, classes), List.of("feature")));
    return new LayerGraph("small", GraphBlockTest.preprocessing(16), nodes, "feature", "head");
  }

  @Test
  void learnsToTellClassesApartAndGivesAModelThatCanBeRead() throws IOException {
    List<String> categories = List.of("class-00", "class-01", "class-02");
    new PictureGenerator(24, 24, 5).write(folder, 3, 16);
    Path note = Files.writeString(folder.resolve("class-01").resolve("note.txt"), "no picture");
    LayerGraph graph = small(3);
    Map<String, FloatTensor> start = WeightInit.he(graph, new SplittableRandom(1));
    List<EpochReport> reports = new ArrayList<>();
    List<LensException> skipped = new ArrayList<>();

    PublishedModel model =
        new LocalTraining(graph, start, categories, null)
            .train(
                ClassFolders.read(folder),
                reader,
                TrainingOptions.standard(25).withBatch(8).withRate(0.02f),
                reports::add,
                skipped::add);

    assertThat(reports).hasSize(25);
    assertThat(reports.getLast().loss()).isLessThan(0.5 * reports.getFirst().loss());
    assertThat(reports.getLast().accuracy()).isGreaterThan(0.85);
    assertThat(skipped)
        .singleElement()
        .extracting(LensException::code)
        .isEqualTo("picture-unsupported");
    assertThat(model.trained()).isEqualTo(new TrainingRecord("trained", 25, 48, "on one machine"));
    assertThat(model.categories()).isEqualTo(categories);
    Path file = folder.resolve("model.safetensors");
    model.write(file);
    assertThat(PublishedModel.read(file).sha256()).isEqualTo(model.sha256());
    assertThat(note).exists();
  }

  @Test
  void anUnknownClassIsRefused() {
    new PictureGenerator(16, 16, 5).write(folder, 2, 1);
    assertThatThrownBy(() -> ClassFolders.read(folder, Optional.of(List.of("class-00"))))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("class-01");
  }

  @Test
  void trainingThatDivergesSaysSo() {
    new PictureGenerator(16, 16, 5).write(folder, 2, 8);
    LayerGraph graph = small(2);
    LocalTraining training =
        new LocalTraining(
            graph,
            WeightInit.he(graph, new SplittableRandom(1)),
            List.of("class-00", "class-01"),
            null);

    assertThatThrownBy(
            () ->
                training.train(
                    ClassFolders.read(folder),
                    reader,
                    TrainingOptions.standard(30).withBatch(4).withRate(1e6f),
                    r -> {},
                    s -> {}))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("training-diverged"));
  }
}
