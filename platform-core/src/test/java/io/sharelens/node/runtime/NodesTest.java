package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.NodeView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the nodes see each other. */
class NodesTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path root;

  @Test
  void eachNodeSeesTheOthersWithPluginsAndCertificates() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.start(3);
      cluster.start(2, TestCluster.SCHEME, "another hash");
      cluster.start(1);
      await().atMost(SOON).until(() -> up(cluster, 1, 2) && up(cluster, 1, 3) && up(cluster, 3, 2));

      NodeView self = view(cluster, 1, 1);
      assertThat(self.self()).isTrue();
      assertThat(self.up()).isTrue();
      assertThat(self.plugins()).isNotEmpty().allMatch(NodeView.PluginView::same);
      NodeView two = view(cluster, 1, 2);
      assertThat(two.self()).isFalse();
      assertThat(two.cause()).isNull();
      assertThat(two.name()).isEqualTo("test");
      assertThat(two.version()).isEqualTo(self.version());
      assertThat(two.rttMillis()).isPositive();
      assertThat(Instant.parse(two.lastSeen())).isAfterOrEqualTo(Instant.parse(two.since()));
      assertThat(two.plugins()).isNotEmpty().noneMatch(NodeView.PluginView::same);
      assertThat(view(cluster, 1, 3).plugins()).isNotEmpty().allMatch(NodeView.PluginView::same);
      assertThat(view(cluster, 1, 3).sameScheme()).isTrue();
      assertThat(view(cluster, 3, 2).certificate().subject()).contains("sharelens-node-2");
      assertThat(view(cluster, 3, 2).certificate().daysLeft()).isBetween(300L, 20_000L);
      assertThat(self.certificate().subject()).contains("sharelens-node-1");
    }
  }

  @Test
  void aNodeThatGoesAndComesBackIsSeen() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.startAll();
      await().atMost(SOON).until(() -> up(cluster, 1, 3) && up(cluster, 2, 3));
      String since = view(cluster, 1, 3).since();

      cluster.stop(3);
      await().atMost(SOON).until(() -> !up(cluster, 1, 3) && !up(cluster, 2, 3));
      NodeView gone = view(cluster, 1, 3);
      assertThat(gone.cause()).isNotBlank();
      assertThat(gone.name()).isEqualTo("test");
      assertThat(gone.certificate()).isNotNull();
      assertThat(gone.plugins()).isNotEmpty();
      assertThat(view(cluster, 1, 2).up()).isTrue();

      cluster.start(3);
      await().atMost(SOON).until(() -> up(cluster, 1, 3));
      assertThat(view(cluster, 1, 3).cause()).isNull();
      assertThat(Instant.parse(view(cluster, 1, 3).since())).isAfter(Instant.parse(since));
    }
  }

  private static boolean up(TestCluster cluster, int from, int of) {
    return view(cluster, from, of).up();
  }

  private static NodeView view(TestCluster cluster, int from, int of) {
    return cluster.services(from).nodes().nodes().get(of - 1);
  }
}
