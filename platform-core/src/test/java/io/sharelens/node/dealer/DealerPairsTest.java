package io.sharelens.node.dealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.node.dealer.DealerPairs.Half;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DealerPairsTest {
  private final UUID id = UUID.randomUUID();

  @Test
  void bringsHalvesTogetherInTheOrderOfTheNodes() throws Exception {
    DealerPairs pairs = new DealerPairs(Duration.ofSeconds(20));
    AtomicInteger met = new AtomicInteger();
    CompletableFuture<Void> first =
        run(() -> pairs.meet(half(2, id), (a, b) -> met.set(order(a, b))));
    CompletableFuture<Void> other =
        run(() -> pairs.meet(half(1, id), (a, b) -> met.set(order(a, b))));
    first.get();
    other.get();
    assertThat(met).hasValue(12);
  }

  @Test
  void namesTheNodeThatDoesNotCome() {
    DealerPairs pairs = new DealerPairs(Duration.ofMillis(50));
    assertThatThrownBy(() -> pairs.meet(half(1, id), (a, b) -> {}))
        .hasMessageContaining("node 2 did not open its half");
    assertThatThrownBy(() -> pairs.meet(half(2, id), (a, b) -> {}))
        .hasMessageContaining("node 1 did not open its half");
  }

  @Test
  void oneNodeCannotBeBothHalves() {
    DealerPairs pairs = new DealerPairs(Duration.ofSeconds(20));
    CompletableFuture<Void> first = run(() -> pairs.meet(half(1, id), (a, b) -> {}));
    CompletableFuture<Void> second = run(() -> pairs.meet(half(1, id), (a, b) -> {}));
    assertThatThrownBy(CompletableFuture.allOf(first, second)::join)
        .hasMessageContaining("node 1 opened session " + id + " twice");
  }

  /** Halves block, so each one has a thread of its own. */
  private static CompletableFuture<Void> run(Runnable half) {
    return CompletableFuture.runAsync(half, r -> Thread.ofPlatform().daemon().start(r));
  }

  private static int order(Half a, Half b) {
    return 10 * a.hello().from() + b.hello().from();
  }

  private static Half half(int node, UUID session) {
    return new Half(
        new SessionHello(session, node, 3, "search", new byte[0]),
        InMemoryChannel.pair(3, node).first());
  }
}
