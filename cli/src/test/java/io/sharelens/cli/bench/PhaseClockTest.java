package io.sharelens.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
  private final PhaseClock clock = new PhaseClock();

  @Test
  void callsAreNamedAndPassedOn() {
    IntSupplier inner = clock.watch(IntSupplier.class, () -> 7, Map.of("getAsInt", "inner"));
    IntUnaryOperator outer =
        clock.watch(
            IntUnaryOperator.class, i -> i + inner.getAsInt(), Map.of("applyAsInt", "outer"));
    assertThat(clock.<Integer>run(() -> outer.applyAsInt(1))).isEqualTo(8);
    assertThat(clock.fastest()).containsOnlyKeys("inner", "outer", "other");
    clock.reset();
    assertThat(clock.fastest()).isEmpty();
    assertThat(clock.<Integer>run(() -> 3)).isEqualTo(3);
    assertThat(clock.fastest()).containsOnlyKeys("other");
  }

  @Test
  void failuresArePassedOnAsTheyAre() {
    IntSupplier broken =
        clock.watch(
            IntSupplier.class,
            () -> {
              throw new IllegalStateException("broken");
            },
            Map.of("getAsInt", "inner"));
    assertThatThrownBy(() -> clock.run(broken::getAsInt))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
    assertThat(clock.<Integer>run(() -> 4)).isEqualTo(4);
    assertThat(clock.fastest()).containsOnlyKeys("other");
  }
}
