package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeChange.State;
import io.sharelens.api.SchemeProposal;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.runtime.TestCluster.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemeSwitchTest {
  private static final int PICTURES = 16;
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final String PAPER =
      """
      name: paper
      parties: 2
      backbone: {plugin: model-tiny}
      comparison: {plugin: cmp-threemul}
      index: {plugin: index-flat, options: {normalisation: sum}}
      ranking: {plugin: masked-affine}
      """;
  private static final String OURS =
      PAPER
          .replace("name: paper", "name: ours")
          .replace("normalisation: sum", "normalisation: l2")
          .replace("masked-affine", "oblivious-topk");

  private static final String THREE =
      OURS.replace("name: ours", "name: three")
          .replace("parties: 2", "parties: 3")
          .replace("cmp-threemul", "cmp-adder");

  @TempDir Path root;
  private PublishedModel model;

  @BeforeEach
  void makeModel() {
    model = TinyModel.make(1);
  }

  @Test
  void aSwitchServesTheOldSchemeUntilTheNewOneIsReadyAndComesBack() throws Exception {
    try (TestCluster cluster = filled()) {
      String id = propose(cluster, OURS);
      assertThat(change(cluster, 1, id).waitsFor()).containsExactly(1, 2, 3);
      approve(cluster, id, 1, 3);
      for (int n = 1; n <= 3; n++) {
        int node = n;
        await()
            .atMost(LONGEST)
            .until(() -> change(cluster, node, id).waitsFor().equals(List.of(2)));
        assertThat(change(cluster, n, id).approvals()).containsExactly(1, 3);
      }
      assertThat(serves(cluster, "paper")).isTrue();
      approve(cluster, id, 2);

      Set<String> seen = searchUntil(cluster, "ours");

      assertThat(seen).contains("ours").isSubsetOf("paper", "ours");
      awaitState(cluster, id, State.ACTIVE);
      assertThat(change(cluster, 3, id).approvals()).containsExactly(1, 2, 3);
      assertThat(cluster.services(2).status().info().leakage().toString())
          .contains("oblivious-topk")
          .doesNotContain("masked-affine");

      String back = propose(cluster, PAPER);
      approve(cluster, back, 1, 2, 3);
      assertThat(searchUntil(cluster, "paper")).contains("paper");
      awaitState(cluster, back, State.ACTIVE);
      for (int n = 1; n <= 2; n++) {
        int node = n;
        await()
            .atMost(LONGEST)
            .untilAsserted(
                () -> assertThat(cluster.store(node).indexRows().keys()).hasSizeLessThan(33));
      }
    }
  }

  @Test
  void whatCannotRunOrIsNotWantedIsRefusedWithTheReasonAndTheOldSchemeServes() throws Exception {
    try (TestCluster cluster = filled()) {
      assertThatThrownBy(() -> propose(cluster, PAPER)).hasMessageContaining("serves already");
      assertThatThrownBy(() -> propose(cluster, OURS.replace("model-tiny", "model-vgg11")))
          .hasMessageContaining("wants a vgg11");
      assertThatThrownBy(() -> propose(cluster, OURS.replace("cmp-threemul", "cmp-none")))
          .hasMessageContaining("cmp-none");
      assertThatThrownBy(() -> cluster.services(2).schemes().propose(new SchemeProposal(OURS, "")))
          .hasMessageContaining("node 1");
      assertThatThrownBy(() -> cluster.services(1).schemes().approve("nothing"))
          .isInstanceOfSatisfying(
              LensException.class, e -> assertThat(e.code()).isEqualTo("change-unknown"));

      String rejected = propose(cluster, OURS);
      assertThatThrownBy(() -> propose(cluster, OURS.replace("ours", "third")))
          .hasMessageContaining("cancel it first");
      cluster.services(2).schemes().cancel(rejected);
      awaitState(cluster, rejected, State.REFUSED);
      assertThat(change(cluster, 1, rejected).cause()).contains("node 2").contains("rejected");

      String withdrawn = propose(cluster, OURS);
      cluster.services(1).schemes().cancel(withdrawn);
      assertThat(change(cluster, 1, withdrawn).state()).isEqualTo(State.CANCELLED);
      assertThatThrownBy(() -> cluster.services(1).schemes().approve(withdrawn))
          .hasMessageContaining("CANCELLED");
      assertThat(serves(cluster, "paper")).isTrue();
      assertFound(cluster);
    }
  }

  @Test
  void twoServersBecomeThreeAndTwoAgainAndNothingIsLost() throws Exception {
    try (TestCluster cluster = filled()) {
      String three = propose(cluster, THREE);
      approve(cluster, three, 1, 2, 3);
      assertThat(searchUntil(cluster, "three")).contains("three");
      awaitState(cluster, three, State.ACTIVE);
      cluster.upload("olga", "late", model.sha256(), TinyModel.picture(model, 5, 99));
      await().atMost(LONGEST).until(() -> pictures(cluster, PICTURES + 1));

      String two = propose(cluster, OURS);
      approve(cluster, two, 1, 2, 3);
      await().atMost(LONGEST).until(() -> serves(cluster, "ours"));

      assertThat(pictures(cluster, PICTURES + 1)).isTrue();
      Asked asked = cluster.search("uma", 3, TinyModel.picture(model, 5, 777));
      assertThat(asked.one().join().result().results())
          .extracting(h -> h.pictureId())
          .containsExactlyInAnyOrder("p5", "p13", "late");
      asked.two().join();
    }
  }

  @Test
  void aSwitchThatFailsOrIsWithdrawnWhileItIsStagedLeavesTheOldSchemeServing() throws Exception {
    try (TestCluster cluster = filled()) {
      String failing = propose(cluster, OURS.replace("index-flat", FailingIndex.NAME));
      approve(cluster, failing, 1, 2, 3);
      awaitState(cluster, failing, State.FAILED);
      assertThat(change(cluster, 1, failing).cause()).contains(FailingIndex.CAUSE);
      assertThat(serves(cluster, "paper")).isTrue();
      assertFound(cluster);
      cluster.upload("olga", "late", model.sha256(), TinyModel.picture(model, 5, 99));
      await().atMost(LONGEST).until(() -> pictures(cluster, PICTURES + 1));

      String withdrawn = propose(cluster, OURS);
      approve(cluster, withdrawn, 1, 2);
      cluster.stop(3);
      cluster.services(1).schemes().cancel(withdrawn);
      cluster.start(3);
      awaitState(cluster, withdrawn, State.CANCELLED);
      assertThat(serves(cluster, "paper")).isTrue();
    }
  }

  @Test
  void aSwitchGoesOnAfterRestarts() throws Exception {
    try (TestCluster cluster = filled()) {
      String id = propose(cluster, OURS);
      approve(cluster, id, 1, 2, 3);
      await()
          .atMost(LONGEST)
          .until(() -> change(cluster, 1, id).state().ordinal() >= State.STAGING.ordinal());
      cluster.stop(1);
      cluster.stop(3);
      cluster.start(3);
      cluster.start(1);
      awaitState(cluster, id, State.ACTIVE);
      await().atMost(LONGEST).until(() -> serves(cluster, "ours"));
      cluster.stop(2);
      cluster.start(2); // its YAML still names the first scheme
      assertThat(serves(cluster, "ours")).isTrue();
      await().atMost(LONGEST).untilAsserted(() -> assertFound(cluster));
    }
  }

  private TestCluster filled() throws Exception {
    TestCluster cluster = new TestCluster(root);
    cluster.scheme(PAPER);
    cluster.startAll();
    Path file = root.resolve("model.safetensors");
    model.write(file);
    cluster.services(1).models().publish(cluster.services(1).models().stage(file));
    for (int i = 0; i < PICTURES; i++) {
      cluster.upload("olga", "p" + i, model.sha256(), TinyModel.picture(model, i % 8, i));
    }
    cluster.user("uma", "olga");
    await().atMost(LONGEST).until(() -> pictures(cluster, PICTURES));
    return cluster;
  }

  private static boolean pictures(TestCluster cluster, int count) {
    for (int n = 1; n <= 3; n++) {
      if (cluster.services(n).status().info().epoch().pictures() != count) {
        return false;
      }
    }
    return true;
  }

  private static String propose(TestCluster cluster, String scheme) {
    return cluster.services(1).schemes().propose(new SchemeProposal(scheme, "")).id();
  }

  private static void approve(TestCluster cluster, String id, int... nodes) {
    for (int n : nodes) {
      cluster.services(n).schemes().approve(id);
    }
  }

  private static SchemeChange change(TestCluster cluster, int node, String id) {
    return cluster.services(node).schemes().list().stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitState(TestCluster cluster, String id, State state) {
    for (int n = 1; n <= 3; n++) {
      int node = n;
      await()
          .atMost(LONGEST)
          .untilAsserted(() -> assertThat(change(cluster, node, id).state()).isEqualTo(state));
    }
  }

  private static boolean serves(TestCluster cluster, String scheme) {
    for (int n = 1; n <= 3; n++) {
      if (!cluster.services(n).status().info().scheme().equals(scheme)) {
        return false;
      }
    }
    return true;
  }

  private void assertFound(TestCluster cluster) {
    Asked asked = cluster.search("uma", 2, TinyModel.picture(model, 5, 777));
    List<String> found =
        asked.one().join().result().results().stream().map(h -> h.pictureId()).toList();
    assertThat(found).containsExactlyInAnyOrder("p5", "p13");
    asked.two().join();
  }

  /** Schemes that searches ran with; every answer is right. */
  private Set<String> searchUntil(TestCluster cluster, String scheme) {
    Set<String> seen = new HashSet<>();
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!serves(cluster, scheme)) {
      assertThat(System.nanoTime()).as("the switch takes too long").isLessThan(end);
      String now = cluster.services(1).status().info().scheme();
      try {
        assertFound(cluster);
        seen.add(now);
      } catch (CompletionException e) {
        // The epoch changed between asking and answering: a client asks again.
        assertThat(e.getCause()).isInstanceOf(LensException.class);
        assertThat(((LensException) e.getCause()).code())
            .isIn("epoch-differs", "scheme-differs", "peer-gone", "peer-refused", "peer-aborted");
      }
    }
    assertFound(cluster);
    seen.add(scheme);
    return seen;
  }
}
