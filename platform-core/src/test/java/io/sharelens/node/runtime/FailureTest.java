package io.sharelens.node.runtime;

import static io.sharelens.node.runtime.SearchFlowTest.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.PictureEntry;
import io.sharelens.api.PictureRetried;
import io.sharelens.api.PictureRetry;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.config.Limits;
import io.sharelens.node.intake.Census;
import io.sharelens.node.runtime.TestCluster.Asked;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.SessionRow;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are away, differ, restart; pictures that go, or are at one node only. */
class FailureTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path root;
  private TestCluster cluster;
  private PublishedModel model;
  private String sha;

  @BeforeEach
  void publish() throws Exception {
    cluster =
        new TestCluster(
            root, new Limits(10, 1 << 20, 1 << 20, 1 << 28, 1000, 1 << 30, 4, 4, 4, 1 << 24));
    cluster.startAll();
    model = TinyModel.make(1);
    Path file = root.resolve("model.safetensors");
    model.write(file);
    sha = cluster.services(1).models().stage(file);
    cluster.services(1).models().publish(sha);
    for (int i = 0; i < 4; i++) {
      cluster.upload("olga", "p" + i, sha, TinyModel.picture(model, i, i));
    }
    cluster.user("uma", "olga");
    awaitPictures(4);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void nodesThatAreAwayAreNamed() throws Exception {
    cluster.stop(3);
    Asked asked = cluster.search("uma", 2, TinyModel.picture(model, 1, 9));
    assertThatThrownBy(asked.one()::join).hasMessageContaining("party 3");
    assertThatThrownBy(asked.two()::join).hasMessageContaining("3");
    assertThat(newest(1).failedNode()).isEqualTo(3);
    cluster.start(3);
    assertThat(find(cluster, "uma", 2, TinyModel.picture(model, 1, 9))).contains("p1");

    cluster.stop(2);
    assertThatThrownBy(half(1)::join).hasMessageContaining("party 2");
    assertThat(newest(1).state()).isEqualTo("FAILED");
    assertThat(newest(1).failedNode()).isEqualTo(2);
    cluster.start(2);

    cluster.stop(1);
    String id = UUID.randomUUID().toString();
    assertThatThrownBy(cluster.ask(2, id, "uma", 1, zeros())::join)
        .hasMessageContaining("node 1 did not open the search");
  }

  @Test
  void aCancelledSearchEndsAtOnceAndFreesItsPlace() throws Exception {
    for (int i = 0; i < 6; i++) { // more than fit at a time
      String id = UUID.randomUUID().toString();
      CompletableFuture<SearchAnswer> waiting = cluster.ask(2, id, "uma", 1, zeros());
      assertThat(cluster.services(2).searches().cancel("other", id)).isFalse();
      assertThat(waiting).isNotDone();
      assertThat(cluster.services(2).searches().cancel("uma", id)).isTrue();
      assertThatThrownBy(waiting::join).hasMessageContaining("cancelled");
      assertThat(cluster.services(2).jobs().find(id).orElseThrow().state()).isEqualTo("CANCELLED");
    }
    assertThat(find(cluster, "uma", 2, TinyModel.picture(model, 1, 9))).contains("p1");
  }

  private byte[] zeros() {
    return cluster.correction(Seed.fresh(new SecureRandom()), new int[TinyModel.ELEMENTS]);
  }

  @Test
  void differentPluginsAreRefusedBeforeAShareMoves() throws Exception {
    cluster.stop(2);
    cluster.start(2, TestCluster.SCHEME, "other");
    Asked asked = cluster.search("uma", 2, TinyModel.picture(model, 1, 9));
    assertThatThrownBy(asked.one()::join).hasMessageContaining("plugins differ");
    assertThat(newest(1).meters()).isEqualTo("[]");
    assertThatThrownBy(asked.two()::join).isInstanceOf(Exception.class);
    cluster.upload("olga", "late", sha, TinyModel.picture(model, 1, 1));
    await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> pictures(1) == 4);

    cluster.stop(2);
    cluster.start(2);
    awaitPictures(5);
  }

  @Test
  void deletedAtOneNodeIsNeverFoundAgain() throws Exception {
    cluster.delete(2, "p1");
    assertThat(find(cluster, "uma", 4, TinyModel.picture(model, 1, 9)))
        .hasSize(3)
        .doesNotContain("p1");
    awaitPictures(3);
    // The owner's other half: now both nodes have forgotten it.
    cluster.delete(1, "p1");
    assertThat(find(cluster, "uma", 4, TinyModel.picture(model, 1, 9))).doesNotContain("p1");
    await().atMost(SOON).until(() -> cluster.store(3).masks().keys().size() == 3);
    assertThat(cluster.services(1).status().searchable("p1")).isFalse();
  }

  @Test
  void replacedPictureSwitchesWhenTheNewOneIsIndexed() throws Exception {
    PictureRef next = cluster.upload("olga", "p0", sha, TinyModel.picture(model, 7, 50));
    await()
        .atMost(SOON)
        .until(() -> find(cluster, "uma", 1, TinyModel.picture(model, 7, 51)).contains("p0"));
    assertThat(cluster.store(1).pictures().living("p0")).hasSize(1);
    assertThat(cluster.store(1).pictures().living("p0").getFirst().ref()).isEqualTo(next);
    assertThat(pictures(1)).isEqualTo(4);
  }

  @Test
  void pictureAtOneNodeOnlyIsIncompleteAndGoesOnLater() throws Exception {
    PictureRef ref = new PictureRef("half", UUID.randomUUID().toString());
    int[] words = TinyModel.picture(model, 6, 3);
    Seed seed = Seed.fresh(new SecureRandom());
    cluster.upload(1, ref, "olga", sha, seed.bytes(), words.length);
    await().atMost(SOON).until(() -> cluster.services(1).status().status().incomplete() == 1);
    assertThat(cluster.services(1).status().status().pending()).isZero();
    cluster.upload(2, ref, "olga", sha, cluster.correction(seed, words), words.length);
    awaitPictures(5);
    assertThat(cluster.services(1).status().status().incomplete()).isZero();
  }

  @Test
  void pictureThatCannotBeExtractedFailsAlone() throws Exception {
    PictureRef bad = new PictureRef("bad", UUID.randomUUID().toString());
    for (int n = 1; n <= 2; n++) {
      cluster.upload(n, bad, "olga", sha, new byte[4 * 100], 100);
    }
    cluster.upload("olga", "good", sha, TinyModel.picture(model, 6, 3));
    awaitPictures(5);
    await().atMost(SOON).until(() -> cluster.services(1).status().status().failed() == 1);
    for (int n = 1; n <= 2; n++) {
      int node = n;
      await().atMost(SOON).until(() -> cluster.services(node).status().status().failed() == 1);
      assertThat(cluster.store(n).pictures().find(bad).orElseThrow().cause())
          .contains("100 elements");
    }
    assertThat(cluster.services(1).status().status().incomplete()).isZero();
  }

  @Test
  void failedPicturesAreExtractedAgainWhenAskedFor() {
    List<IndexRow> rows = rows(1).stream().filter(r -> r.ref().picture().equals("p0")).toList();
    for (String picture : List.of("p0", "p1", "p2")) {
      PictureRef ref = cluster.store(1).pictures().living(picture).getFirst().ref();
      cluster.store(1).pictures().failed(ref, "made up");
    }
    cluster.store(1).removal().dropRows(rows);
    await().atMost(SOON).until(() -> cluster.services(2).status().status().failed() == 3);
    Census census = census(1);
    assertThat(census.list("olga", AttemptState.FAILED, Long.MAX_VALUE, 10))
        .extracting(PictureEntry::cause)
        .containsExactly("made up", "made up", "made up");

    assertThat(census.retry(new PictureRetry("paul", List.of())).retried()).isZero();
    PictureRetried retried = census.retry(new PictureRetry("olga", List.of("p0", "p1")));

    assertThat(retried).isEqualTo(new PictureRetried(2, 1));
    for (int n = 1; n <= 2; n++) {
      int node = n;
      await().atMost(SOON).until(() -> cluster.services(node).status().status().failed() == 1);
      await().atMost(SOON).until(() -> cluster.services(node).status().status().indexed() == 3);
    }
    // The row of p0 is a new one: what failed was extracted, not only renamed.
    assertThat(rows(1))
        .filteredOn(r -> r.ref().picture().equals("p0"))
        .hasSize(1)
        .doesNotContainAnyElementsOf(rows);
    assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 0, 9))).containsExactly("p0");
    assertThatThrownBy(() -> census(2).retry(new PictureRetry("", List.of())))
        .hasMessageContaining("node 1");
    assertThatThrownBy(() -> census(3).summary()).hasMessageContaining("holds no pictures");
  }

  private List<IndexRow> rows(int n) {
    var table = cluster.store(n).indexRows();
    return table.byKeys(Arrays.stream(table.keys()).boxed().collect(Collectors.toSet()));
  }

  private Census census(int n) {
    return new Census(
        n, cluster.store(n), cluster.services(n).status(), cluster.services(n).events());
  }

  @Test
  void workGoesOnAfterRestarts() throws Exception {
    for (int i = 0; i < 12; i++) {
      cluster.upload("olga", "r" + i, sha, TinyModel.picture(model, i, 30 + i));
      if (i % 4 == 3) {
        int n = 1 + i / 4;
        cluster.stop(n);
        cluster.start(n);
      }
    }
    awaitPictures(16);
    List<SessionRow> sessions = cluster.store(1).sessions().list(100);
    assertThat(sessions).extracting(SessionRow::state).doesNotContain("RUNNING");
    assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 2, 2))).containsExactly("p2");
  }

  @Test
  void whatTheDealerLostIsExtractedAgain() throws Exception {
    Set<Long> before = Set.copyOf(cluster.store(3).masks().keys());
    cluster.store(3).masks().drop(List.copyOf(before));
    cluster.upload("olga", "new", sha, TinyModel.picture(model, 6, 3));
    awaitPictures(5);
    assertThat(cluster.store(3).masks().keys()).hasSize(5).doesNotContainAnyElementsOf(before);
    assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 2, 2))).containsExactly("p2");
  }

  @Test
  void grantsDecideAndMustAgree() {
    cluster.user("nobody");
    assertThatThrownBy(() -> cluster.search("nobody", 1, TinyModel.picture(model, 1, 1)))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("granted");
    cluster.store(2).principals().grant("uma", "paul");
    Asked asked = cluster.search("uma", 1, TinyModel.picture(model, 1, 1));
    assertThatThrownBy(asked.one()::join).hasMessageContaining("different owners");
    assertThatThrownBy(asked.two()::join).hasMessageContaining("different owners");
  }

  @Test
  void wrongEpochAndUsedIdsAreRefused() {
    assertThatThrownBy(() -> cluster.search("uma", 11, new int[TinyModel.ELEMENTS]))
        .hasMessageContaining("k must be");
    var request =
        new io.sharelens.node.service.SearchRequest(
            UUID.randomUUID().toString(), "uma", 1, 99, "nonsense", new byte[16]);
    assertThatThrownBy(() -> cluster.services(1).searches().submit(request))
        .hasMessageContaining("epoch 99");
  }

  private java.util.concurrent.CompletableFuture<?> half(int n) {
    return cluster.ask(n, UUID.randomUUID().toString(), "uma", 1, new byte[16]);
  }

  private SessionRow newest(int n) {
    return cluster.store(n).sessions().list(1).getFirst();
  }

  private int pictures(int n) {
    return cluster.services(n).status().info().epoch().pictures();
  }

  private void awaitPictures(int count) {
    await()
        .atMost(SOON)
        .until(() -> pictures(1) == count && pictures(2) == count && pictures(3) == count);
  }
}
