package io.sharelens.node.runtime;

import static io.sharelens.node.runtime.SearchFlowTest.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sharelens.inference.model.PublishedModel;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.EpochRow;
import io.sharelens.node.store.SessionRow;
import io.sharelens.node.store.StructureRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Structures of an index: built, named by epochs, built anew, dropped, lost; in both families. */
class StructureTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int FIRST = 12;

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void epochsNameTheNewestStructureAndOldOnesGo(int parties) throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.scheme(scheme(parties, "index-hierarchical, options: {fanout: 3, beam: 1}"));
      cluster.startAll();
      PublishedModel model = publish(cluster);
      cluster.user("uma", "olga");
      upload(cluster, model, 0, FIRST);
      await().atMost(SOON).until(() -> structure(cluster, 1) != null && pictures(cluster) == FIRST);
      String first = structure(cluster, 1);
      assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 5, 5))).containsExactly("p5");

      // Half as many again: the tree is built anew, and the old one goes everywhere.
      upload(cluster, model, FIRST, FIRST + 6);
      await()
          .atMost(SOON)
          .until(() -> pictures(cluster) == FIRST + 6 && !first.equals(structure(cluster, 1)));
      String second = structure(cluster, 1);
      assertThat(second).isNotNull();
      // One more epoch, so that none that can be used names the old one.
      upload(cluster, model, FIRST + 6, FIRST + 7);
      await().atMost(SOON).until(() -> pictures(cluster) == FIRST + 7);
      for (int n : computing(parties)) {
        int node = n;
        await().atMost(SOON).until(() -> names(cluster, node).equals(List.of(second)));
      }
      if (parties == 2) {
        assertThat(cluster.store(3).structures().list()).isEmpty();
        assertThat(cluster.store(3).masks().keys())
            .containsAll(
                Arrays.stream(cluster.store(1).structures().list().getFirst().rowKeys())
                    .boxed()
                    .toList());
      }
      assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 5, 5))).containsExactly("p5");

      for (int n = 3; n >= 1; n--) {
        cluster.stop(n);
      }
      cluster.startAll();
      assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 5, 5))).containsExactly("p5");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aStructureThatANodeLostIsBuiltAgain(int parties) throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.scheme(scheme(parties, "index-hierarchical, options: {fanout: 3, beam: 1}"));
      cluster.startAll();
      PublishedModel model = publish(cluster);
      cluster.user("uma", "olga");
      upload(cluster, model, 0, FIRST);
      await().atMost(SOON).until(() -> structure(cluster, 1) != null);
      String first = structure(cluster, 1);

      int loser = parties;
      cluster.store(loser).removal().dropStructures(cluster.store(loser).structures().list());

      await()
          .atMost(SOON)
          .until(
              () -> {
                String now = structure(cluster, 1);
                return now != null && !now.equals(first) && names(cluster, loser).contains(now);
              });
      assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 5, 5))).containsExactly("p5");
    }
  }

  @Test
  void picturesAreFoundWhereAStructureCannotBeBuilt() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.scheme(scheme(3, FailingIndex.NAME));
      cluster.startAll();
      PublishedModel model = publish(cluster);
      cluster.user("uma", "olga");
      upload(cluster, model, 0, FIRST);
      await().atMost(SOON).until(() -> pictures(cluster) == FIRST);
      await()
          .atMost(SOON)
          .until(
              () ->
                  cluster.store(1).sessions().list(100).stream()
                      .anyMatch(s -> s.kind().equals("build") && s.state().equals("FAILED")));
      assertThat(structure(cluster, 1)).isNull();
      assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 5, 5))).containsExactly("p5");
      assertThat(cluster.store(1).sessions().list(100))
          .filteredOn(s -> s.kind().equals("build"))
          .extracting(SessionRow::reason)
          .allMatch(r -> r.contains(FailingIndex.CAUSE));
    }
  }

  private static String scheme(int parties, String index) {
    return """
    name: tree
    parties: %d
    backbone: {plugin: model-vgg11}
    comparison: {plugin: %s}
    index: {plugin: %s}
    ranking: {plugin: oblivious-topk}
    """
        .formatted(parties, parties == 2 ? "cmp-threemul" : "cmp-adder", index);
  }

  private PublishedModel publish(TestCluster cluster) {
    PublishedModel model = TinyModel.make(1);
    Path file = root.resolve("model.safetensors");
    model.write(file);
    cluster.services(1).models().publish(cluster.services(1).models().stage(file));
    return model;
  }

  private static void upload(TestCluster cluster, PublishedModel model, int from, int to) {
    for (int i = from; i < to; i++) {
      cluster.upload("olga", "p" + i, model.sha256(), TinyModel.picture(model, i % 8, i));
    }
  }

  private static int[] computing(int parties) {
    return parties == 2 ? new int[] {1, 2} : new int[] {1, 2, 3};
  }

  private static List<String> names(TestCluster cluster, int n) {
    List<String> names = new ArrayList<>();
    for (StructureRow s : cluster.store(n).structures().list()) {
      names.add(s.name());
    }
    return names;
  }

  private static @Nullable String structure(TestCluster cluster, int n) {
    return cluster
        .store(n)
        .epochs()
        .current()
        .map(EpochRow::content)
        .map(c -> CanonicalJson.read(c.getBytes(StandardCharsets.UTF_8), Epoch.class))
        .map(e -> e.header().structure())
        .orElse(null);
  }

  /** Searchable at all nodes; -1 while they differ. */
  private static int pictures(TestCluster cluster) {
    int one = cluster.services(1).status().info().epoch().pictures();
    for (int n = 2; n <= 3; n++) {
      if (cluster.services(n).status().info().epoch().pictures() != one) {
        return -1;
      }
    }
    return one;
  }
}
