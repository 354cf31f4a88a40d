package io.sharelens.node.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PauseTest {
  @Test
  void backOffDoublesUpToItsBound() {
    BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertThat(List.of(backOff.take(), backOff.take(), backOff.take(), backOff.take()))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 5L);
    assertThat(backOff.failures()).isEqualTo(4);
    backOff.reset();
    assertThat(backOff.take()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aRingBeforeTheWaitCountsOnceAndOneDuringItEndsIt() throws Exception {
    Bell bell = new Bell();
    bell.ring();
    bell.ring();
    assertThat(bell.await(Duration.ofHours(1))).isTrue();
    assertThat(bell.await(Duration.ZERO)).isFalse();
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    waiting.complete(bell.await(Duration.ofHours(1)));
                  } catch (InterruptedException e) {
                    waiting.completeExceptionally(e);
                  }
                });
    bell.ring();
    assertThat(waiting.get(1, TimeUnit.MINUTES)).isTrue();
    thread.join();
  }
}
