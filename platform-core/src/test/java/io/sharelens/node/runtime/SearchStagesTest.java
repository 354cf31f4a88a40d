package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.JobInfo;
import io.sharelens.api.NodeView;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.store.Sessions.Wanted;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who waits for a search hears of it. */
class SearchStagesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path root;

  @Test
  void stagesComeInOrderAtBothNodesAndEndWithTheSearch() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.startAll();
      PublishedModel model = TinyModel.make(1);
      Path file = root.resolve("model.safetensors");
      model.write(file);
      String sha = cluster.services(1).models().stage(file);
      cluster.services(1).models().publish(sha);
      for (int i = 0; i < 6; i++) {
        cluster.upload("olga", "p" + i, sha, TinyModel.picture(model, i, i));
      }
      cluster.user("uma", "olga");
      await().atMost(SOON).until(() -> cluster.services(2).status().info().epoch().pictures() == 6);

      String id = UUID.randomUUID().toString();
      Seed seed = Seed.fresh(new SecureRandom());
      int[] words = TinyModel.picture(model, 1, 9);
      var one = cluster.ask(1, id, "uma", 2, seed.bytes());
      List<JobInfo> first = new CopyOnWriteArrayList<>();
      cluster.services(1).jobs().listen(id, first::add);
      assertThat(first.getFirst().phase()).isEqualTo("waiting");
      var two = cluster.ask(2, id, "uma", 2, cluster.correction(seed, words));
      List<JobInfo> second = new CopyOnWriteArrayList<>();
      cluster.services(2).jobs().listen(id, second::add);
      one.join();
      two.join();

      await().atMost(SOON).until(() -> first.getLast().over() && second.getLast().over());
      assertThat(first.stream().filter(j -> !j.over()).map(JobInfo::phase).distinct())
          .containsExactly("waiting", "feature", "distance", "ranking", "answer");
      assertThat(first)
          .filteredOn(j -> "feature".equals(j.phase()))
          .anySatisfy(j -> assertThat(j.done()).isEqualTo(j.total()).isPositive());
      assertThat(first.getLast().phase()).isNull();
      assertThat(first.getLast().state()).isEqualTo("DONE");
      assertThat(second).extracting(JobInfo::phase).contains("answer");

      assertThat(cluster.store(1).sessions().list(new Wanted("search", "DONE", Long.MAX_VALUE), 5))
          .singleElement()
          .satisfies(
              s -> {
                assertThat(s.id()).isEqualTo(id);
                assertThat(s.learned())
                    .contains("\"rank.masked-distances\":[1,2]")
                    .doesNotContain("3]");
              });
      NodeView.Traffic traffic = cluster.services(1).nodes().nodes().get(1).traffic();
      assertThat(traffic.sessions()).isGreaterThanOrEqualTo(2);
      assertThat(traffic.bytesSent()).isPositive();
      assertThat(traffic.bytesReceived()).isPositive();
      assertThat(traffic.meanSeconds()).isPositive();
      assertThat(traffic.failed()).isZero();
    }
  }
}
