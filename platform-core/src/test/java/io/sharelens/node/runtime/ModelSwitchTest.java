package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.EpochInfo;
import io.sharelens.api.StatusInfo;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.runtime.TestCluster.Asked;
import io.sharelens.node.store.PublicationRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSwitchTest {
  private static final int PICTURES = 24;
  private static final Duration LONGEST = Duration.ofSeconds(90);

  @TempDir Path root;

  @Test
  void searchesUseOneModelUntilTheNextIsCompleteAndRollBackIsANewVersion() throws Exception {
    PublishedModel first = TinyModel.make(1);
    PublishedModel second = alike(first);
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.startAll();
      publish(cluster, first, "first");
      for (int i = 0; i < PICTURES; i++) {
        cluster.upload("olga", "p" + i, first.sha256(), TinyModel.picture(first, i % 8, i));
      }
      cluster.user("uma", "olga");
      await().atMost(LONGEST).until(() -> searches(cluster, first, PICTURES));

      publish(cluster, second, "second");
      Set<String> seen = searchUntil(cluster, first, second);

      assertThat(seen).contains(second.sha256()).isSubsetOf(first.sha256(), second.sha256());
      assertThat(cluster.services(1).models().rollBack(0).version()).isEqualTo(2);
      await().atMost(LONGEST).until(() -> searches(cluster, first, PICTURES));
      for (int n = 1; n <= 3; n++) {
        assertThat(cluster.store(n).publications().list())
            .extracting(PublicationRow::sha256)
            .containsExactly(first.sha256(), second.sha256(), first.sha256());
        assertThat(cluster.store(n).publications().list())
            .extracting(PublicationRow::origin)
            .containsExactly("administrator", "administrator", "roll back to version 0");
      }
      assertThatThrownBy(() -> cluster.services(1).models().rollBack(2))
          .hasMessageContaining("is the published one");
      assertThatThrownBy(() -> cluster.services(1).models().rollBack(7))
          .hasMessageContaining("no version 7");
      assertThatThrownBy(() -> cluster.services(2).models().rollBack(1))
          .hasMessageContaining("node 1");
    }
  }

  @Test
  void aRestartGoesOnWithTheSwitchAndNewPicturesDoNotHoldItUp() throws Exception {
    PublishedModel first = TinyModel.make(1);
    PublishedModel second = alike(first);
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.startAll();
      publish(cluster, first, "first");
      for (int i = 0; i < PICTURES; i++) {
        cluster.upload("olga", "p" + i, first.sha256(), TinyModel.picture(first, i % 8, i));
      }
      await().atMost(LONGEST).until(() -> searches(cluster, first, PICTURES));

      publish(cluster, second, "second");
      cluster.upload("olga", "late", second.sha256(), TinyModel.picture(second, 1, 99));
      cluster.stop(1);
      assertThat(cluster.services(2).status().info().epoch().pictures()).isEqualTo(PICTURES);
      StatusInfo.ModelSwitch switching = cluster.services(2).status().status().switching();
      assertThat(switching).isNotNull();
      assertThat(switching.model()).isEqualTo(second.sha256());
      assertThat(switching.version()).isEqualTo(1);
      assertThat(switching.total()).isEqualTo(PICTURES);
      assertThat(switching.done()).isLessThan(PICTURES);
      cluster.start(1);

      await().atMost(LONGEST).until(() -> searches(cluster, second, PICTURES + 1));
    }
  }

  /** Models of the epochs that searches ran in; each answer is whole and of one model. */
  private static Set<String> searchUntil(
      TestCluster cluster, PublishedModel first, PublishedModel second) {
    Set<String> seen = new HashSet<>();
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!searches(cluster, second, PICTURES)) {
      assertThat(System.nanoTime()).as("the switch takes too long").isLessThan(end);
      String model = epoch(cluster, 1).model();
      PublishedModel used = model.equals(first.sha256()) ? first : second;
      Asked asked = cluster.search("uma", 3, TinyModel.picture(used, 5, 777));
      try {
        List<String> found =
            asked.one().join().result().results().stream().map(h -> h.pictureId()).toList();
        assertThat(found).hasSize(3).isSubsetOf("p5", "p13", "p21");
        asked.two().join();
        seen.add(model);
      } catch (CompletionException e) {
        // The epoch changed between asking and answering: a client asks again.
        assertThat(e.getCause()).isInstanceOf(LensException.class);
        assertThat(((LensException) e.getCause()).code())
            .isIn("epoch-differs", "peer-gone", "peer-refused", "peer-aborted");
      }
    }
    seen.add(epoch(cluster, 1).model());
    return seen;
  }

  private void publish(TestCluster cluster, PublishedModel model, String name) {
    Path file = root.resolve(name + ".safetensors");
    model.write(file);
    cluster.services(1).models().publish(cluster.services(1).models().stage(file));
  }

  private static boolean searches(TestCluster cluster, PublishedModel model, int pictures) {
    for (int n = 1; n <= 3; n++) {
      EpochInfo epoch = epoch(cluster, n);
      if (epoch.pictures() != pictures || !epoch.model().equals(model.sha256())) {
        return false;
      }
    }
    return true;
  }

  private static EpochInfo epoch(TestCluster cluster, int n) {
    return cluster.services(n).status().info().epoch();
  }

  /** Other weights, the same encoding of pictures. */
  private static PublishedModel alike(PublishedModel model) {
    for (int seed = 2; ; seed++) {
      PublishedModel other = TinyModel.make(seed);
      if (other.plan().inputFractionBits() == model.plan().inputFractionBits()
          && other.plan().inputBound() == model.plan().inputBound()) {
        return other;
      }
    }
  }
}
