package io.sharelens.owner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.photos.PictureGenerator;
import io.sharelens.spi.graph.LayerGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackboneTrainerTest {
  private static final float RATE = 0.05f;
  private static final float MU = 3;

  private final LayerGraph graph = TinyModels.graph(2);
  private final Map<String, FloatTensor> start = TinyModels.weights(graph, 1);

  @TempDir Path folder;
  private TrainingSet set;

  @BeforeEach
  void pictures() {
    new PictureGenerator(20, 20, 5).write(folder, 2, 4);
    set =
        TrainingSet.read(
            ClassFolders.read(folder),
            graph.preprocessing(),
            new PictureReader(PictureLimits.standard()),
            e -> {
              throw e;
            });
  }

  private static TrainingOptions plain(int epochs, float proximal) {
    return new TrainingOptions(epochs, 8, RATE, 0, 0, 0, 0, proximal, 1);
  }

  private Map<String, FloatTensor> train(int epochs, float proximal) {
    return new BackboneTrainer(graph, plain(epochs, proximal)).train(start, set, e -> {});
  }

  /** Without momentum the second step differs by rate * mu * (what the first step did). */
  @Test
  void theProximalTermPullsBackByItsGradient() {
    Map<String, FloatTensor> one = train(1, 0);
    Map<String, FloatTensor> two = train(2, 0);
    Map<String, FloatTensor> held = train(2, MU);

    double moved = 0;
    for (String name : start.keySet()) {
      float[] w0 = start.get(name).values();
      float[] w1 = one.get(name).values();
      for (int i = 0; i < w0.length; i++) {
        moved = Math.max(moved, Math.abs(w1[i] - w0[i]));
        double wanted = two.get(name).values()[i] - RATE * MU * (w1[i] - w0[i]);
        assertThat((double) held.get(name).values()[i]).isCloseTo(wanted, within(1e-6));
      }
    }
    assertThat(moved).isGreaterThan(1e-4);
  }

  @Test
  void everyStepIsToldAndMayEndTheTraining() {
    List<Pace.Step> steps = new ArrayList<>();
    TrainingOptions options = plain(2, 0).withBatch(3);
    new BackboneTrainer(graph, options).train(start, set, e -> {}, steps::add);

    assertThat(steps).extracting(Pace.Step::done).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(steps).allMatch(s -> s.total() == 6 && s.nanos() > 0);
    assertThatThrownBy(
            () ->
                new BackboneTrainer(graph, options)
                    .train(
                        start,
                        set,
                        e -> {},
                        step -> {
                          throw LensException.user("paused", "no more");
                        }))
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo("paused"));
  }

  @Test
  void foldersThatThePlatformDoesNotKnowAreLeftOut() {
    List<String> unknown = new ArrayList<>();

    ClassFolders some = ClassFolders.known(folder, List.of("other", "class-01"), unknown::add);

    assertThat(unknown).containsExactly("class-00");
    assertThat(some.files()).hasSize(4).allMatch(f -> f.label() == 1);
    assertThat(some.atMost(2).files()).containsExactly(some.files().get(0), some.files().get(2));
  }

  @Test
  void theCentreIsAlwaysTheSame() {
    assertThat(set.centre(3)).isEqualTo(set.centre(3)).hasSize(3 * 16 * 16);
    assertThat(set.centre(3)).isNotEqualTo(set.centre(4));
  }
}
