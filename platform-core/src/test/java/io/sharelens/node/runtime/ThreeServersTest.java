package io.sharelens.node.runtime;

import static io.sharelens.node.runtime.SearchFlowTest.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.node.config.Limits;
import io.sharelens.node.runtime.TestCluster.Asked;
import io.sharelens.node.store.FeatureRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.ReplicaRow;
import io.sharelens.node.store.SessionRow;
import io.sharelens.node.store.files.ShareLocation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scheme of three servers: node 3 computes, knows no pictures, and may be away or lose rows. */
class ThreeServersTest {
  static final String SCHEME =
      """
      name: fast3
      parties: 3
      backbone: {plugin: model-vgg11}
      comparison: {plugin: cmp-adder}
      index: {plugin: index-flat}
      ranking: {plugin: oblivious-topk}
      """;

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path root;
  private TestCluster cluster;
  private PublishedModel model;
  private String sha;

  @BeforeEach
  void publish() throws Exception {
    cluster =
        new TestCluster(
            root, new Limits(10, 1 << 20, 1 << 20, 1 << 28, 1000, 1 << 30, 10, 4, 4, 1 << 24));
    cluster.scheme(SCHEME);
    cluster.startAll();
    model = TinyModel.make(1);
    Path file = root.resolve("model.safetensors");
    model.write(file);
    sha = cluster.services(1).models().stage(file);
    cluster.services(1).models().publish(sha);
    for (int i = 0; i < 8; i++) {
      cluster.upload("olga", "p" + i, sha, TinyModel.picture(model, i, i));
    }
    cluster.user("uma", "olga");
    awaitPictures(8);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void threeNodesComputeAndNodeThreeKnowsNoPicture() {
    List<String> found = find(cluster, "uma", 3, TinyModel.picture(model, 5, 777));

    assertThat(found).hasSize(3);
    assertThat(found.getFirst()).isEqualTo("p5");
    assertThat(keys(3)).isEqualTo(keys(1));
    assertThat(cluster.store(3).masks().keys()).isEmpty();
    assertThat(cluster.store(3).pictures().counts().values()).containsOnly(0);
    assertThat(cluster.store(3).indexRows().keys()).isEmpty();
    for (int n = 1; n <= 3; n++) {
      assertThat(newest(n).kind()).isEqualTo("search");
      assertThat(newest(n).state()).isEqualTo("DONE");
      assertThat(newest(n).ledger()).isEqualTo(newest(1).ledger());
      assertThat(newest(n).learned()).contains("[1,2,3]").doesNotContain("[1,2]");
    }
  }

  @Test
  void costsCountAllThreeLinks() {
    Asked asked = cluster.search("uma", 3, TinyModel.picture(model, 5, 777));
    SearchCost one = asked.one().join().result().cost();
    SearchCost two = asked.two().join().result().cost();

    // Each node sees two links and is told of the third: both know the same sum.
    assertThat(one.onlineBytes()).isPositive().isEqualTo(two.onlineBytes());
    assertThat(one.rounds()).isPositive().isEqualTo(two.rounds());
    assertThat(one.offlineBytes() + two.offlineBytes()).isZero();
    assertThat(one.phases())
        .extracting(PhaseCost::phase)
        .containsExactly("feature", "distance", "ranking");
    assertThat(one.phases().stream().mapToLong(PhaseCost::onlineBytes).sum())
        .isEqualTo(one.onlineBytes());
  }

  @Test
  void aNodeThatIsAwayIsNamedAndTheNextSearchWorks() throws Exception {
    cluster.stop(3);
    Asked asked = cluster.search("uma", 2, TinyModel.picture(model, 1, 9));
    assertThatThrownBy(asked.one()::join).hasMessageContaining("party 3");
    assertThatThrownBy(asked.two()::join).hasMessageContaining("3");
    assertThat(newest(1).failedNode()).isEqualTo(3);
    cluster.start(3);
    assertThat(find(cluster, "uma", 2, TinyModel.picture(model, 1, 9))).contains("p1");
  }

  @Test
  void deletedAndReplacedPicturesLeaveNodeThreeToo() {
    cluster.delete(2, "p1");
    assertThat(find(cluster, "uma", 8, TinyModel.picture(model, 1, 9)))
        .hasSize(7)
        .doesNotContain("p1");
    cluster.delete(1, "p1");
    awaitPictures(7);
    cluster.upload("olga", "p0", sha, TinyModel.picture(model, 7, 50));
    await()
        .atMost(SOON)
        .until(() -> find(cluster, "uma", 2, TinyModel.picture(model, 7, 51)).contains("p0"));
    await().atMost(SOON).until(() -> keys(3).size() == 7 && keys(3).equals(keys(1)));
  }

  @Test
  void rowsThatNodeThreeLostAreMadeOfStoredFeatures() {
    Map<PictureRef, Long> made = cluster.store(1).features().made(sha);
    Set<Long> before = keys(3);
    cluster.store(3).removal().dropReplicas(Set.of(), Long.MAX_VALUE);

    // One more picture, for which the features have to be extracted.
    cluster.upload("olga", "new", sha, TinyModel.picture(model, 6, 3));
    awaitPictures(9);
    await().atMost(SOON).until(() -> keys(3).equals(keys(1)));

    assertThat(keys(3)).hasSize(9).doesNotContainAnyElementsOf(before);
    assertThat(cluster.store(1).features().made(sha)).hasSize(9).containsAllEntriesOf(made);
    assertThat(cluster.store(2).features().made(sha))
        .isEqualTo(cluster.store(1).features().made(sha));
    assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 5, 777))).containsExactly("p5");
  }

  @Test
  void rowsOfABatchThatOneNodeDidNotStoreAreMadeAgain() {
    // As after a crash of node 1 between the others' storing and its own.
    var rows = cluster.store(1).indexRows();
    List<Long> lost = List.copyOf(keys(1)).subList(0, 3);
    cluster.store(1).removal().dropRows(rows.byKeys(Set.copyOf(lost)));
    assertThat(keys(3)).containsAll(lost);
    cluster.upload("olga", "new", sha, TinyModel.picture(model, 6, 3));

    awaitPictures(9);
    await().atMost(SOON).until(() -> keys(3).equals(keys(1)) && keys(2).equals(keys(1)));
    assertThat(keys(3)).hasSize(9).doesNotContainAnyElementsOf(lost);
    assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 5, 777))).containsExactly("p5");
  }

  @Test
  void featuresOfDifferentSessionsAreNeverPutTogether() {
    // As after a crash of node 1 when node 2 had stored a batch that node 1 then did not: node 2
    // has features of another session, so shares of the two nodes say nothing together.
    PictureRef ref = cluster.store(1).pictures().living("p5").getFirst().ref();
    FeatureRow old = cluster.store(2).features().find(ref, sha).orElseThrow();
    byte[] other = new byte[old.location().bytes()];
    Arrays.fill(other, (byte) 77);
    ShareLocation place =
        cluster.store(2).shares().append(List.of(ByteBuffer.wrap(other))).getFirst();
    cluster
        .store(2)
        .features()
        .replace(
            List.of(
                new FeatureRow(
                    ref, sha, old.dimension(), old.fractionBits(), place, old.made() + 1000)));
    cluster.store(1).removal().dropRows(cluster.store(1).indexRows().of(ref));

    await()
        .atMost(SOON)
        .until(() -> !cluster.store(1).indexRows().of(ref).isEmpty() && pictures(3) == 8);

    long made = cluster.store(1).features().find(ref, sha).orElseThrow().made();
    assertThat(made).isNotEqualTo(old.made()).isNotEqualTo(old.made() + 1000);
    assertThat(cluster.store(2).features().find(ref, sha).orElseThrow().made()).isEqualTo(made);
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> find(cluster, "uma", 1, TinyModel.picture(model, 5, 777)).equals(List.of("p5")));
  }

  @Test
  void workGoesOnAfterRestartsOfEachNode() throws Exception {
    for (int i = 0; i < 12; i++) {
      cluster.upload("olga", "r" + i, sha, TinyModel.picture(model, i, 30 + i));
      if (i % 4 == 3) {
        int n = 1 + i / 4;
        cluster.stop(n);
        cluster.start(n);
      }
    }
    awaitPictures(20);
    await().atMost(SOON).until(() -> keys(3).equals(keys(1)) && keys(2).equals(keys(1)));
    assertThat(cluster.store(1).sessions().list(100))
        .extracting(SessionRow::state)
        .doesNotContain("RUNNING");
    assertThat(find(cluster, "uma", 1, TinyModel.picture(model, 2, 2))).containsExactly("p2");
  }

  /** Keys of the rows that count at a node. */
  private Set<Long> keys(int n) {
    String index = cluster.store(1).indexRows().keys().length == 0 ? "" : index();
    return n == 3
        ? Set.copyOf(
            cluster.store(3).replicaRows().list(sha, index).stream()
                .map(ReplicaRow::rowKey)
                .toList())
        : Set.copyOf(Arrays.stream(cluster.store(n).indexRows().keys(sha, index)).boxed().toList());
  }

  private String index() {
    long first = cluster.store(1).indexRows().keys()[0];
    return cluster.store(1).indexRows().byKeys(Set.of(first)).getFirst().index();
  }

  private SessionRow newest(int n) {
    return cluster.store(n).sessions().list(100).stream()
        .filter(s -> s.kind().equals("search"))
        .findFirst()
        .orElseThrow();
  }

  private void awaitPictures(int count) {
    await()
        .atMost(SOON)
        .until(() -> pictures(1) == count && pictures(2) == count && pictures(3) == count);
  }

  private int pictures(int n) {
    return cluster.services(n).status().info().epoch().pictures();
  }
}
