package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.EpochInfo;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeChange.State;
import io.sharelens.api.SchemeProposal;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.split.ModelSplitter;
import io.sharelens.node.runtime.TestCluster.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose weights no node knows, with two servers and a dealer. */
class SplitModelTest {
  private static final int PICTURES = 8;
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final String SHARED =
      TestCluster.SCHEME + "aggregator: {plugin: fl-aggregator}\nweights: shared\n";

  private static final String SWITCHABLE =
      """
      name: %s
      parties: %d
      backbone: {plugin: model-tiny}
      comparison: {plugin: %s}
      index: {plugin: index-flat}
      ranking: {plugin: oblivious-topk}
      %s
      """;

  @TempDir Path root;
  private final PublishedModel model = TinyModel.make(1);

  private Path split(String name) {
    Path folder = root.resolve(name);
    ModelSplitter.split(model, folder, new SecureRandom());
    return folder;
  }

  private static String stageAll(TestCluster cluster, Path folder) {
    String sha256 = "";
    for (int n = 1; n <= 3; n++) {
      sha256 = cluster.services(n).models().stage(ModelSplitter.manifestFile(folder));
    }
    return sha256;
  }

  private static String publish(TestCluster cluster, Path folder) {
    String sha256 = stageAll(cluster, folder);
    for (int n = 1; n <= 3; n++) {
      cluster.services(n).models().putPart(sha256, ModelSplitter.partFile(folder, n));
    }
    cluster.services(1).models().publish(sha256);
    return sha256;
  }

  @Test
  void searchesFindWhatTheyFindWithPublicWeights() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.scheme(SHARED);
      cluster.startAll();
      String sha256 = publish(cluster, split("split"));
      fill(cluster, sha256);
      assertFinds(cluster);
      for (int n = 1; n <= 2; n++) {
        assertThat(cluster.services(n).models().part(sha256).masked()).isTrue();
      }
      assertThat(cluster.store(3).masks().keys()).hasSize(PICTURES + 16);
      assertThat(cluster.services(1).status().info().leakage().toString())
          .contains("but no weight");
      assertThatThrownBy(() -> cluster.services(1).rounds().start(new RoundRequest(0)))
          .hasMessageContaining("known to its owner alone");

      for (int n = 1; n <= 3; n++) {
        cluster.stop(n);
      }
      cluster.startAll();
      await().atMost(LONGEST).until(() -> searches(cluster, sha256, PICTURES));
      assertFinds(cluster);
      assertThat(cluster.store(3).masks().keys())
          .as("weights are masked once; deleted rows alone are forgotten")
          .hasSize(PICTURES + 16);
    }
  }

  @Test
  void whateverOneNodeHasLostIsMaskedAgainWithOtherKeys() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.scheme(SHARED);
      cluster.startAll();
      String sha256 = publish(cluster, split("split"));
      fill(cluster, sha256);
      Path two = maskedFile(2, sha256);
      byte[] before = Files.readAllBytes(two);
      Files.delete(two);
      await().atMost(LONGEST).until(() -> Files.exists(two) && same(maskedFile(1, sha256), two));
      assertThat(Files.readAllBytes(two)).isNotEqualTo(before);
      assertFinds(cluster);

      byte[] again = Files.readAllBytes(two);
      List<Long> keys = cluster.store(3).masks().keys();
      long first = keys.get(keys.size() - 16);
      cluster.store(3).masks().drop(List.of(first));
      await().atMost(LONGEST).until(() -> !Arrays.equals(again, Files.readAllBytes(two)));
      await().atMost(LONGEST).until(() -> same(maskedFile(1, sha256), two));
      assertFinds(cluster);
    }
  }

  @Test
  void nothingIsPublishedUntilEveryNodeHasItsPart() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.scheme(SHARED);
      cluster.startAll();
      Path folder = split("split");
      Path other = split("other");
      String sha256 = stageAll(cluster, folder);
      refused(cluster, sha256, "node 1 has no part");
      put(cluster, 1, sha256, ModelSplitter.partFile(folder, 1));
      refused(cluster, sha256, "node 2 has no part");
      assertThatThrownBy(() -> put(cluster, 2, sha256, ModelSplitter.partFile(folder, 1)))
          .hasMessageContaining("this is part 1");
      assertThatThrownBy(() -> put(cluster, 2, sha256, ModelSplitter.partFile(other, 2)))
          .hasMessageContaining("of split");
      Path bent = root.resolve("bent");
      byte[] bytes = Files.readAllBytes(ModelSplitter.partFile(folder, 2));
      bytes[bytes.length - 1] ^= 1;
      Files.write(bent, bytes);
      assertThatThrownBy(() -> put(cluster, 2, sha256, bent))
          .hasMessageContaining("not the one that the manifest names");
      Files.write(bent, Arrays.copyOf(bytes, 500));
      assertThatThrownBy(() -> put(cluster, 2, sha256, bent)).hasMessageContaining("500 bytes");
      assertThat(cluster.services(2).models().part(sha256).here()).isFalse();
      put(cluster, 2, sha256, ModelSplitter.partFile(folder, 2));
      put(cluster, 2, sha256, ModelSplitter.partFile(folder, 2));
      refused(cluster, sha256, "node 3 has no part");
      put(cluster, 3, sha256, ModelSplitter.partFile(folder, 3));
      assertThat(cluster.services(1).models().publish(sha256).version()).isZero();
      assertThat(leftovers()).isEmpty();
    }
  }

  @Test
  void aSchemeTakesModelsOfItsKindAlone() throws Exception {
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.startAll();
      Path folder = split("split");
      Path clear = root.resolve("clear.safetensors");
      model.write(clear);
      String sha256 = stageAll(cluster, folder);
      refused(cluster, sha256, "is split; scheme flsir has public weights");
      String open = cluster.services(1).models().stage(clear);
      assertThatThrownBy(() -> cluster.services(1).models().part(open))
          .hasMessageContaining("public weights, no parts");
      for (int n = 1; n <= 3; n++) {
        cluster.stop(n);
      }
      cluster.scheme(SHARED);
      cluster.startAll();
      refused(cluster, open, "scheme flsir wants them shared");
    }
  }

  @Test
  void theSamePartsServeBothFamilies() throws Exception {
    String two = SWITCHABLE.formatted("two", 2, "cmp-threemul", "weights: shared");
    String three = SWITCHABLE.formatted("three", 3, "cmp-adder", "weights: shared");
    String open = SWITCHABLE.formatted("open", 2, "cmp-threemul", "weights: public");
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.scheme(three);
      cluster.startAll();
      String sha256 = publish(cluster, split("split"));
      fill(cluster, sha256);
      assertFinds(cluster);
      assertThat(cluster.store(3).masks().keys()).as("nothing is masked").isEmpty();
      assertThatThrownBy(() -> propose(cluster, open))
          .hasMessageContaining("scheme open has public weights");
      switchTo(cluster, two);
      assertFinds(cluster);
      assertThat(cluster.services(2).models().part(sha256).masked()).isTrue();
      switchTo(cluster, three);
      assertFinds(cluster);
    }
  }

  private static String propose(TestCluster cluster, String scheme) {
    return cluster.services(1).schemes().propose(new SchemeProposal(scheme, "")).id();
  }

  private static void switchTo(TestCluster cluster, String scheme) {
    String id = propose(cluster, scheme);
    for (int n = 1; n <= 3; n++) {
      int node = n;
      await().atMost(LONGEST).until(() -> changes(cluster, node).contains(id));
      cluster.services(n).schemes().approve(id);
    }
    for (int n = 1; n <= 3; n++) {
      int node = n;
      await()
          .atMost(LONGEST)
          .until(
              () ->
                  cluster.services(node).schemes().list().stream()
                      .anyMatch(c -> c.id().equals(id) && c.state() == State.ACTIVE));
    }
  }

  private static List<String> changes(TestCluster cluster, int node) {
    return cluster.services(node).schemes().list().stream().map(SchemeChange::id).toList();
  }

  private static void refused(TestCluster cluster, String sha256, String why) {
    assertThatThrownBy(() -> cluster.services(1).models().publish(sha256))
        .hasMessageContaining(why);
  }

  private static void put(TestCluster cluster, int node, String sha256, Path part) {
    cluster.services(node).models().putPart(sha256, part);
  }

  private void fill(TestCluster cluster, String sha256) {
    for (int i = 0; i < PICTURES; i++) {
      cluster.upload("olga", "p" + i, sha256, TinyModel.picture(model, i, i));
    }
    cluster.user("uma", "olga");
    await().atMost(LONGEST).until(() -> searches(cluster, sha256, PICTURES));
  }

  private void assertFinds(TestCluster cluster) {
    for (int i = 0; i < PICTURES; i += 3) {
      Asked asked = cluster.search("uma", 1, TinyModel.picture(model, i, 777));
      assertThat(asked.one().join().result().results())
          .extracting(hit -> hit.pictureId())
          .containsExactly("p" + i);
      asked.two().join();
    }
  }

  private static boolean searches(TestCluster cluster, String sha256, int pictures) {
    return Stream.of(1, 2, 3)
        .map(n -> cluster.services(n).status().info().epoch())
        .allMatch((EpochInfo e) -> e.pictures() == pictures && e.model().equals(sha256));
  }

  private Path maskedFile(int node, String sha256) {
    return root.resolve("node" + node + "/data/models/" + sha256 + ".masked");
  }

  private static boolean same(Path a, Path b) throws IOException {
    return Files.exists(a) && Arrays.equals(Files.readAllBytes(a), Files.readAllBytes(b));
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(f -> f.toString().endsWith(".new")).toList();
    }
  }
}
