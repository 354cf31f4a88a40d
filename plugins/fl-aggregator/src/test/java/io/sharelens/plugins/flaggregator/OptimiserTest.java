package io.sharelens.plugins.flaggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.spi.federation.ServerOptimiser;
import org.junit.jupiter.api.Test;

/** Two rounds of each, worked out by hand: w = 1, means 0.5 and -0.25. */
class OptimiserTest {
  private static final StepRates RATES = new StepRates(0.1, 0.9, 0.99, 0.001);

  private static float[] run(Optimiser kind, StepRates rates) {
    ServerOptimiser optimiser = kind.with(rates);
    float[] w = {1};
    float[][] state = new float[optimiser.width()][1];
    optimiser.step(1, w, new float[] {0.5f}, state);
    float first = w[0];
    optimiser.step(2, w, new float[] {-0.25f}, state);
    return new float[] {first, w[0]};
  }

  @Test
  void averagingAddsTheMean() {
    assertThat(run(Optimiser.FEDAVG, new StepRates(1, 0.9, 0.99, 0.001)))
        .containsExactly(1.5f, 1.25f);
    assertThat(run(Optimiser.FEDAVG, RATES)).containsExactly(1.05f, 1.025f);
  }

  @Test
  void momentumKeepsGoing() {
    // v: 0.5, then 0.9 * 0.5 - 0.25 = 0.2
    assertThat(run(Optimiser.MOMENTUM, RATES))
        .containsExactly(new float[] {1.05f, 1.07f}, within(1e-6f));
  }

  @Test
  void fedAdam() {
    // m 0.05, v 0.99e-6 + 0.01 * 0.25 = 0.00250099; then m 0.02, v 0.0031009801
    double one = 1 + 0.1 * 0.05 / (Math.sqrt(0.00250099) + 0.001);
    double two = one + 0.1 * 0.02 / (Math.sqrt(0.0031009801) + 0.001);
    assertThat(run(Optimiser.FEDADAM, RATES))
        .containsExactly(new float[] {(float) one, (float) two}, within(1e-6f));
  }

  @Test
  void fedYogi() {
    // v 1e-6 + 0.01 * 0.25 = 0.002501, since v < mean^2; then 0.002501 + 0.01 * 0.0625
    double one = 1 + 0.1 * 0.05 / (Math.sqrt(0.002501) + 0.001);
    double two = one + 0.1 * 0.02 / (Math.sqrt(0.003126) + 0.001);
    assertThat(run(Optimiser.FEDYOGI, RATES))
        .containsExactly(new float[] {(float) one, (float) two}, within(1e-6f));
  }

  @Test
  void stateIsWhatTheFormulaKeeps() {
    assertThat(Optimiser.FEDAVG.with(RATES).width()).isZero();
    assertThat(Optimiser.MOMENTUM.with(RATES).width()).isEqualTo(1);
    assertThat(Optimiser.FEDADAM.with(RATES).width()).isEqualTo(2);
    assertThat(Optimiser.FEDYOGI.with(RATES).width()).isEqualTo(2);
  }
}
