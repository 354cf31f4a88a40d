package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.api.RoundInfo;
import io.sharelens.node.store.SessionRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rounds with noise: what they cost in privacy is counted and shown, losses are not opened. */
class RoundPrivacyTest extends RoundNodes {
  @Override
  String aggregator() {
    return "aggregator: {plugin: fl-aggregator, options: {noise-multiplier: \"3.7306\","
        + " delta: \"1e-5\", max-pictures: \"60\", clip-norm: \"1\", clip-value: \"0.1\"}}\n";
  }

  @Test
  void everyRoundAddsToEpsilonAndNoLossIsOpened() {
    RoundInfo one = round(owners(3));
    RoundInfo two = round(owners(3));

    assertThat(one.rules().noise()).isPositive();
    assertThat(one.privacy()).isNotNull();
    assertThat(one.privacy().rounds()).isEqualTo(1);
    // The analytic Gaussian mechanism at delta = 1e-5 with a deviation of 3.7306 sensitivities.
    assertThat(one.privacy().epsilon()).isCloseTo(1, within(0.001));
    assertThat(two.privacy()).isNotNull();
    assertThat(two.privacy().rounds()).isEqualTo(2);
    assertThat(two.privacy().epsilon()).isBetween(1.4, 1.6);
    assertThat(one.lossBefore()).isNull();
    assertThat(one.lossAfter()).isNull();
    assertThat(cluster.store(1).sessions().list(100))
        .filteredOn(s -> s.kind().equals("aggregate"))
        .extracting(SessionRow::ledger)
        .isEqualTo(
            List.of(
                "{\"fl.sum-of-updates\":" + layout.words() + "}",
                "{\"fl.sum-of-updates\":" + layout.words() + "}"));
  }
}
