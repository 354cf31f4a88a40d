package io.sharelens.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class QuietTest {
  private final AtomicBoolean searching = new AtomicBoolean();
  private final Quiet quiet = new Quiet(searching::get);

  @Test
  void goesOnAtOnceWhileNoSearchRuns() {
    quiet.await();
    assertThat(quiet.disturbed()).isFalse();
  }

  @Test
  void waitsForSearchesAndRemembersThatItDid() throws Exception {
    searching.set(true);
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(quiet::await);
    assertThat(waiting).isNotDone();
    searching.set(false);
    waiting.get(20, TimeUnit.SECONDS);
    searching.set(true);
    CompletableFuture<Void> again = CompletableFuture.runAsync(quiet::await);
    while (!quiet.disturbed()) {
      Thread.onSpinWait();
    }
    searching.set(false);
    again.get(20, TimeUnit.SECONDS);
  }

  @Test
  void endsWhenItIsCancelledEvenWhileItWaits() {
    searching.set(true);
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(quiet::await);
    quiet.cancel();
    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(LensException.class)
        .hasMessageContaining("cancelled");
    assertThat(quiet.cancelled()).isTrue();
  }
}
