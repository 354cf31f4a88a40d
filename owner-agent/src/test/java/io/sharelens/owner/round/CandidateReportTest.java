package io.sharelens.owner.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.api.RoundReport;
import io.sharelens.inference.plan.Measurements;
import io.sharelens.spi.federation.UpdateRules;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CandidateReportTest {
  private static final Measurements NOTHING = new Measurements(Map.of(), 1);

  private static UpdateRules rules(double noise) {
    return new UpdateRules(3, 10, 1000, 10, 1, 10, 4096, 10, noise);
  }

  private static CandidateReport report(Quality after, Double before, UpdateRules rules) {
    return CandidateReport.of(
        "candidate", NOTHING, ReportedFigures.of(20, after, before, rules), new SecureRandom());
  }

  @Test
  void figuresComeBackFromBothSharesOnly() {
    CandidateReport r = report(new Quality(0.5, 0.75, 24), 0.25, rules(0));
    RoundReport one = r.first();
    RoundReport two = r.second();
    assertThat((one.lossShare() + two.lossShare()) / 4096.0 / 20).isCloseTo(0.5, within(1e-3));
    assertThat(one.queries()).isEqualTo(24).isEqualTo(two.queries());
    assertThat((one.precisionBeforeShare() + two.precisionBeforeShare()) / 4096.0 / 24)
        .isCloseTo(0.25, within(1e-3));
    assertThat((one.precisionAfterShare() + two.precisionAfterShare()) / 4096.0 / 24)
        .isCloseTo(0.75, within(1e-3));
    RoundReport again = report(new Quality(0.5, 0.75, 24), 0.25, rules(0)).first();
    assertThat(again.precisionAfterShare()).isNotEqualTo(one.precisionAfterShare());
  }

  @Test
  void whatWasNotMeasuredTwiceHasNoQueries() {
    for (CandidateReport r :
        new CandidateReport[] {
          report(new Quality(0.5, null, 9), 0.25, rules(0)),
          report(new Quality(0.5, 0.75, 24), null, rules(0))
        }) {
      assertThat(r.first().queries()).isZero();
      assertThat(r.first().precisionAfterShare() + r.second().precisionAfterShare()).isZero();
      assertThat(r.first().lossShare() + r.second().lossShare()).isPositive();
    }
  }

  @Test
  void withNoiseNothingIsTold() {
    CandidateReport r = report(new Quality(0.5, 0.75, 24), 0.25, rules(1));
    assertThat(r.first().queries()).isZero();
    assertThat(r.first().lossShare() + r.second().lossShare()).isZero();
    assertThat(r.first().precisionAfterShare() + r.second().precisionAfterShare()).isZero();
  }
}
