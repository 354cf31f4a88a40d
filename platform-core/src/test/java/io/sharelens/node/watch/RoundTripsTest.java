package io.sharelens.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTripsTest {
  @Test
  void oneSlowAnswerDoesNotMoveTheMedian() {
    RoundTrips trips = new RoundTrips();
    trips.add(2_000_000);
    assertThat(trips.medianMillis()).isEqualTo(2);
    trips.add(3_000_000);
    assertThat(trips.medianMillis()).isEqualTo(2.5);
    trips.add(900_000_000);
    assertThat(trips.medianMillis()).isEqualTo(3);
  }

  @Test
  void oldAnswersAreForgotten() {
    RoundTrips trips = new RoundTrips();
    for (int i = 0; i < 20; i++) {
      trips.add(50_000_000);
    }
    for (int i = 0; i < 15; i++) {
      trips.add(1_000_000);
    }
    assertThat(trips.medianMillis()).isEqualTo(1);
  }
}
