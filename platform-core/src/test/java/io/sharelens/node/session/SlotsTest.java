package io.sharelens.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void searchesAreBounded() {
    Slots slots = new Slots(1, Duration.ofSeconds(20));
    try (Slots.Slot first = slots.search()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(slots::search).hasFieldOrPropertyWithValue("code", "busy");
    }
    slots.search().close();
  }

  @Test
  void batchWorkWaitsForSearchesButNotForEver() throws Exception {
    Slots slots = new Slots(2, Duration.ofSeconds(20));
    Slots.Slot search = slots.search();
    CompletableFuture<Void> batch = CompletableFuture.runAsync(slots::standBack);
    Thread.sleep(50);
    assertThat(batch).isNotDone();
    search.close();
    batch.get(10, TimeUnit.SECONDS);

    Slots impatient = new Slots(2, Duration.ofMillis(20));
    try (Slots.Slot other = impatient.search()) {
      assertThat(other).isNotNull();
      impatient.standBack();
    }
  }
}
