package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.SearchHit;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.node.runtime.TestCluster.Asked;
import io.sharelens.node.service.SearchAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchFlowTest {
  @TempDir Path root;

  @Test
  void publishesExtractsAndFinds() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.startAll();
      PublishedModel model = TinyModel.make(1);
      Path file = root.resolve("model.safetensors");
      model.write(file);
      String sha = cluster.services(1).models().stage(file);
      assertThat(cluster.services(1).models().publish(sha).version()).isZero();
      for (int n = 1; n <= 3; n++) {
        assertThat(cluster.services(n).status().info().model().sha256()).isEqualTo(sha);
        assertThat(cluster.services(n).status().info().categories()).containsExactly("a", "b");
      }
      for (int i = 0; i < 8; i++) {
        cluster.upload("olga", "p" + i, sha, TinyModel.picture(model, i, i));
        cluster.upload("paul", "q" + i, sha, TinyModel.picture(model, i, 100 + i));
      }
      cluster.user("uma", "olga");
      await().atMost(Duration.ofSeconds(60)).until(() -> indexed(cluster, 16));

      List<String> found = find(cluster, "uma", 3, TinyModel.picture(model, 5, 777));

      assertThat(found).hasSize(3).allMatch(id -> id.startsWith("p"));
      assertThat(found.getFirst()).isEqualTo("p5");
    }
  }

  private static boolean indexed(TestCluster cluster, int pictures) {
    for (int n = 1; n <= 3; n++) {
      if (cluster.services(n).status().info().epoch().pictures() != pictures) {
        return false;
      }
    }
    return true;
  }

  /** Ids, nearest first, as a client puts them together. */
  static List<String> find(TestCluster cluster, String user, int k, int[] words) {
    Asked asked = cluster.search(user, k, words);
    SearchAnswer one = asked.one().join();
    SearchAnswer two = asked.two().join();
    Map<String, Integer> scores = new HashMap<>();
    one.result().results().forEach(h -> scores.merge(h.pictureId(), h.scoreShare(), Integer::sum));
    two.result().results().forEach(h -> scores.merge(h.pictureId(), h.scoreShare(), Integer::sum));
    assertThat(one.result().results().stream().map(SearchHit::pictureId))
        .containsExactlyElementsOf(
            two.result().results().stream().map(SearchHit::pictureId).toList());
    return scores.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }
}
