package io.sharelens.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSeriesTest {
  @Test
  void runsUntilTheyAreWarmAndTakesTheMedianOfTheLast() {
    RunSeries series = new RunSeries(true);
    double[] seconds = {9, 4, 3, 2, 2, 1, 1.1, 1, 1.02, 1, 1.03, 1.1};
    for (double s : seconds) {
      assertThat(series.enough()).isFalse();
      add(series, s, 7, false);
    }
    add(series, 1.05, 7, false);
    assertThat(series.enough()).isTrue();
    assertThat(series.typical().seconds()).isBetween(1.0, 1.1);
    assertThat(series.typical().rounds()).isEqualTo(7);
    assertThat(series.exact()).isTrue();
    assertThat(series.percent()).isBetween(1, 99);
  }

  @Test
  void whatDependsOnChanceIsAMean() {
    RunSeries series = new RunSeries(false);
    add(series, 1, 10, false);
    add(series, 1, 20, false);
    add(series, 1, 33, false);
    assertThat(series.exact()).isFalse();
    assertThat(series.typical().rounds()).isEqualTo(21);
    assertThat(series.typical().phases().getFirst().onlineBytes()).isEqualTo(2100);
  }

  @Test
  void whatShouldBeFixedAndIsNotIsNotCalledExact() {
    RunSeries series = new RunSeries(true);
    add(series, 1, 10, false);
    add(series, 1, 10, false);
    assertThat(series.exact()).isTrue();
    add(series, 1, 11, false);
    assertThat(series.exact()).isFalse();
  }

  @Test
  void runsThatWaitedForASearchDoNotMakeTheSeconds() {
    RunSeries series = new RunSeries(true);
    add(series, 5, 1, false);
    for (int i = 0; i < 6; i++) {
      add(series, 50, 1, true);
    }
    add(series, 2, 1, false);
    assertThat(series.typical().seconds()).isEqualTo(2);
  }

  @Test
  void shortQueriesAreWarmAfterMany() {
    RunSeries series = new RunSeries(true);
    while (!series.enough()) {
      add(series, 0.001, 1, false);
    }
    assertThat(series.size()).isEqualTo(100);
  }

  @Test
  void longQueriesAreNotRepeatedForever() {
    RunSeries series = new RunSeries(true);
    add(series, 30, 1, false);
    add(series, 30, 1, false);
    assertThat(series.enough()).isFalse();
    add(series, 30, 1, false);
    assertThat(series.enough()).isTrue();
  }

  private static void add(RunSeries series, double seconds, long rounds, boolean disturbed) {
    SearchCost cost =
        new SearchCost(
            seconds,
            rounds,
            rounds * 100,
            3,
            List.of(new PhaseCost("feature", seconds, rounds, rounds * 100, 3)));
    series.add(new RunSeries.Timed(cost, 2 * seconds, disturbed), seconds);
  }
}
