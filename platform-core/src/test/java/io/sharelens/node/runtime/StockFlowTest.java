package io.sharelens.node.runtime;

import static io.sharelens.node.runtime.SearchFlowTest.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sharelens.inference.model.PublishedModel;
import io.sharelens.node.stock.Stock;
import io.sharelens.node.stock.StockLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches with dealer material from stock, at nodes that share one process. */
class StockFlowTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path root;
  private TestCluster cluster;
  private PublishedModel model;

  @BeforeEach
  void publish() throws Exception {
    cluster = new TestCluster(root);
    cluster.stock(1, 64);
    cluster.stock(2, 64);
    cluster.startAll();
    model = TinyModel.make(1);
    Path file = root.resolve("model.safetensors");
    model.write(file);
    String sha = cluster.services(1).models().stage(file);
    cluster.services(1).models().publish(sha);
    for (int i = 0; i < 6; i++) {
      cluster.upload("olga", "p" + i, sha, TinyModel.picture(model, i, i));
    }
    cluster.user("uma", "olga");
    await()
        .atMost(SOON)
        .until(
            () ->
                Stream.of(1, 2, 3)
                    .allMatch(n -> cluster.services(n).status().info().epoch().pictures() == 6));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void secondSearchTakesFromStock() {
    search(2);
    assertThat(stock(1).servedUnits()).isZero();
    assertThat(stock(1).missedUnits()).isPositive();
    awaitFilled();
    long missed = stock(1).missedUnits();

    search(2);

    assertThat(stock(1).missedUnits()).isEqualTo(missed);
    assertThat(stock(1).servedUnits()).isPositive().isEqualTo(stock(2).servedUnits());
    search(1);
  }

  @Test
  void clearedAtOneNodeMeansLiveAndIsFilledAgain() {
    search(3);
    awaitFilled();
    stock(2).clear();
    long before = stock(1).servedUnits();
    search(3);
    assertThat(stock(1).servedUnits()).isEqualTo(before);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              search(3);
              assertThat(stock(2).servedUnits()).isGreaterThan(before);
            });
  }

  @Test
  void stockAtOneNodeOnlyIsNoObstacle() throws Exception {
    search(3);
    awaitFilled();
    cluster.stop(2);
    cluster.stock(2, 0);
    cluster.start(2);
    search(3);
    assertThat(stock(2)).isSameAs(Stock.OFF);
  }

  @Test
  void stockOutlivesRestarts() throws Exception {
    search(3);
    awaitFilled();
    for (int n = 1; n <= 2; n++) {
      cluster.stop(n);
      cluster.start(n);
    }
    search(3);
    assertThat(stock(1).servedUnits()).isPositive().isEqualTo(stock(2).servedUnits());
  }

  @Test
  void damagedPackFailsOneSearchWithItsCause() throws Exception {
    search(3);
    awaitFilled();
    for (Path pack : packs(2)) {
      byte[] bytes = Files.readAllBytes(pack);
      bytes[bytes.length - 1] ^= 1;
      bytes[bytes.length / 2] ^= 1;
      Files.write(pack, bytes);
    }
    var asked = cluster.search("uma", 1, TinyModel.picture(model, 3, 99));
    assertThat(asked.two()).failsWithin(SOON).withThrowableThat().withMessageContaining("stock");
    assertThat(asked.one()).failsWithin(SOON).withThrowableThat().withMessageContaining("stock");
    // What was found to be damaged is gone; a search may meet another pack that is.
    await()
        .atMost(SOON)
        .ignoreExceptionsMatching(e -> String.valueOf(e.getMessage()).contains("stock"))
        .untilAsserted(() -> search(3));
  }

  private void search(int picture) {
    assertThat(find(cluster, "uma", 1, TinyModel.picture(model, picture, 500 + picture)))
        .containsExactly("p" + picture);
  }

  private Stock stock(int n) {
    return cluster.stockOf(n);
  }

  private void awaitFilled() {
    await().atMost(SOON).until(() -> full(stock(1)) && full(stock(2)));
  }

  /** Enough of everything for some searches, and nothing being filled. */
  private boolean full(Stock stock) {
    List<StockLine> lines = stock.lines();
    return !lines.isEmpty() && lines.stream().allMatch(l -> l.units() >= 3 * l.perSearch());
  }

  private List<Path> packs(int n) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("node" + n).resolve("stock"))) {
      return files.filter(f -> f.toString().endsWith(".pack")).toList();
    }
  }
}
