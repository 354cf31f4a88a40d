package io.sharelens.cli.evaluate.federated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final double CHANCE = 0.098;

  private static Quality of(double p10, double p50) {
    return new Quality(p10, p50, 1, 0.5);
  }

  private static String verdict(Quality federated, Quality start, Quality central, Quality alone) {
    return Verdict.of(federated, start, CHANCE, 500, 500, central, alone).verdict();
  }

  @Test
  void isASuccessExactlyAtTheMarks() {
    assertThat(verdict(of(0.80, 0.70), of(0.79, 0.69), of(0.83, 0.73), of(0.75, 0.65)))
        .isEqualTo("success");
  }

  @Test
  void failsWhereOneFigureMissesOneMark() {
    Quality start = of(0.7, 0.6);
    Quality central = of(0.83, 0.73);
    Quality alone = of(0.75, 0.65);
    assertThat(verdict(of(0.7999, 0.70), start, central, alone)).isEqualTo("failed");
    assertThat(verdict(of(0.80, 0.6999), start, central, alone)).isEqualTo("failed");
    assertThat(verdict(of(0.80, 0.70), start, of(0.8301, 0.73), alone)).isEqualTo("failed");
    assertThat(verdict(of(0.80, 0.70), start, central, of(0.75, 0.6501))).isEqualTo("failed");
    assertThat(verdict(of(0.80, 0.70), of(0.80, 0.6), central, alone)).isEqualTo("failed");
    assertThat(verdict(of(0.80, 0.70), of(0.7, 0.70), central, alone)).isEqualTo("failed");
  }

  /**
   * Better than a bad start, than central training and than owners alone, and still worth nothing.
   */
  @Test
  void atChanceIsNoSuccessWhateverTheOthersAre() {
    Quality nothing = of(0.01, 0.01);
    Verdict v = Verdict.of(of(CHANCE + 0.002, 0.2), nothing, CHANCE, 500, 500, nothing, nothing);
    assertThat(v.verdict()).isEqualTo("at-chance");
    assertThat(v.success()).isFalse();
    assertThat(v.words()).contains("no success").contains("chance").contains("p@10");
    assertThat(verdict(of(0.2, CHANCE + 0.001), nothing, nothing, nothing)).isEqualTo("at-chance");
    assertThat(verdict(of(CHANCE - 0.05, 0.2), nothing, nothing, nothing)).isEqualTo("at-chance");
  }

  /** With fewer queries a random ranking scatters more. */
  @Test
  void chanceLevelIsWiderWithFewerQueries() {
    Quality federated = of(CHANCE + 0.03, CHANCE + 0.03);
    Quality start = of(0.1, 0.1);
    assertThat(Verdict.of(federated, start, CHANCE, 500, 500, null, null).verdict())
        .isEqualTo("not-shown");
    assertThat(Verdict.of(federated, start, CHANCE, 500, 10, null, null).verdict())
        .isEqualTo("at-chance");
  }

  /** With 60 pictures nearly all are among the first 50, whatever the model. */
  @Test
  void whatAnyRankingReachesIsNotTheModels() {
    Quality start = of(0.2, 0.085);
    Verdict v = Verdict.of(of(0.3, 0.0983), start, 0.0847, 60, 60, null, null);
    assertThat(v.verdict()).isEqualTo("not-shown");
    Verdict none = Verdict.of(of(0.3, 0.086), start, 0.0847, 60, 60, null, null);
    assertThat(none.verdict()).isEqualTo("at-chance");
  }

  @Test
  void withoutItsComparisonsNothingIsCalledASuccess() {
    Quality start = of(0.1, 0.1);
    assertThat(Verdict.of(of(0.9, 0.9), start, CHANCE, 500, 500, null, start).success()).isFalse();
    assertThat(Verdict.of(of(0.9, 0.9), start, CHANCE, 500, 500, start, null).success()).isFalse();
    assertThat(Verdict.of(of(0.9, 0.9), start, CHANCE, 500, 500, start, start).success()).isTrue();
  }
}
