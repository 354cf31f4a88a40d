package io.sharelens.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.api.QueryEstimate.Basis;
import io.sharelens.node.config.Peer;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NetworkModelTest {
  private static final NetworkModel.Rehearsed QUERY =
      new NetworkModel.Rehearsed(2, 0, 3, 100, 125_000_000, 0.0001);

  @Test
  void nodesOfOneMachineTakeWhatTheRehearsalTook() {
    Basis basis = of("127.0.0.1", OptionalDouble.of(0.002)).of(QUERY);
    assertThat(basis.sharedCores()).isTrue();
    assertThat(basis.computeSeconds()).isEqualTo(2);
    assertThat(basis.networkSeconds()).isZero();
    assertThat(basis.assumptions()).hasSize(1);
  }

  @Test
  void aRoundTakesHalfARoundTripAndBytesTheirTime() {
    // An address that nobody has: RFC 5737.
    Basis basis = of("192.0.2.7", OptionalDouble.of(0.0402)).of(QUERY);
    assertThat(basis.sharedCores()).isFalse();
    assertThat(basis.networkSeconds()).isCloseTo(100 * 0.02 + 1, within(1e-9));
    assertThat(basis.roundTripMillis()).isCloseTo(40.2, within(1e-9));
    assertThat(basis.assumptions()).anyMatch(a -> a.contains("not measured"));
  }

  @Test
  void machinesOfTheirOwnDoNotWaitForEachOthersCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    // All cores were busy all the time.
    var busy = new NetworkModel.Rehearsed(3, 3.0 * cores, 3, 0, 0, 0);
    assertThat(of("192.0.2.7", OptionalDouble.empty()).of(busy).computeSeconds())
        .isCloseTo(1, within(1e-9));
    // Nobody computed: all of it was waiting, which stays.
    var idle = new NetworkModel.Rehearsed(3, 0, 3, 0, 0, 0);
    Basis basis = of("192.0.2.7", OptionalDouble.empty()).of(idle);
    assertThat(basis.computeSeconds()).isEqualTo(3);
    assertThat(basis.assumptions()).anyMatch(a -> a.contains("No other node was reached"));
  }

  private static NetworkModel of(String host, OptionalDouble trip) {
    return new NetworkModel(List.of(new Peer(2, host, 9442), new Peer(3, host, 9443)), () -> trip);
  }
}
