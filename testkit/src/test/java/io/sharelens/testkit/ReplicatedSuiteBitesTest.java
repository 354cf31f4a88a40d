package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each kind of fault in a comparison of three servers makes its check fail. */
class ReplicatedSuiteBitesTest {
  private static final int N = 128;

  /** The honest protocol, for faults to be put into. */
  private abstract static class Faulty implements ReplicatedComparisonSubject {
    @Override
    public ComparisonFactory factory() {
      return new RippleComparisonFactory();
    }

    @Override
    public int block() {
      return N;
    }

    @Override
    public Figures figures(Operation operation) {
      return new Figures(32, 125);
    }

    @Override
    public ComparisonProtocol create(ThreeServer server) {
      RippleComparison honest = new RippleComparison(server);
      return new ComparisonProtocol() {
        @Override
        public SharedBits negative(SharedTensor a) {
          return fault(server, honest, ReplicatedTensor.of(a));
        }

        @Override
        public SharedTensor relu(SharedTensor a, int bits) {
          return honest.relu(a, bits);
        }

        @Override
        public SharedTensor max(SharedTensor a, SharedTensor b) {
          return honest.max(a, b);
        }
      };
    }

    abstract SharedBits fault(ThreeServer server, RippleComparison honest, ReplicatedTensor a);
  }

  @FunctionalInterface
  private interface Fault {
    SharedBits of(ThreeServer server, RippleComparison honest, ReplicatedTensor a);
  }

  private static ReplicatedComparisonChecks with(Fault fault) {
    return new ReplicatedComparisonChecks(
        new Faulty() {
          @Override
          SharedBits fault(ThreeServer server, RippleComparison honest, ReplicatedTensor a) {
            return fault.of(server, honest, a);
          }
        });
  }

  private static void requireFailure(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void theHonestProtocolPasses() {
    ReplicatedComparisonChecks honest = with((s, h, a) -> h.negative(a));
    assertThatCode(
            () -> {
              honest.correct(Operation.negative(), N);
              honest.costs(Operation.negative());
              honest.uniform(Operation.negative());
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aWrongSign() {
    requireFailure(
        () -> with((s, h, a) -> s.arithmetic().not(h.negative(a))).correct(Operation.negative(), N),
        "gave");
  }

  @Test
  void partsThatDiffer() {
    requireFailure(
        () ->
            with((s, h, a) -> {
                  ReplicatedBits b = ReplicatedBits.of(h.negative(a));
                  return s.number() == 2
                      ? new ReplicatedBits(b.size(), b.own().clone(), new long[b.next().length])
                      : b;
                })
                .correct(Operation.negative(), N),
        "two parties hold different bits");
  }

  @Test
  void anUndeclaredMessageARoundThatIsNotCountedAndOneTooMany() {
    requireFailure(
        () ->
            with((s, h, a) -> {
                  s.replicated().circle().pass(new long[1]);
                  return h.negative(a);
                })
                .costs(Operation.negative()),
        "33 rounds");
    requireFailure(
        () ->
            with((s, h, a) -> {
                  s.replicated().channel(s.replicated().next()).meter().round();
                  return h.negative(a);
                })
                .costs(Operation.negative()),
        "33 rounds");
    requireFailure(
        () ->
            with((s, h, a) -> {
                  if (s.number() == 1) {
                    s.replicated().round();
                  }
                  return h.negative(a);
                })
                .costs(Operation.negative()),
        "different rounds");
  }

  @Test
  void onlineWorkThatIsCalledOffline() {
    requireFailure(
        () -> with((s, h, a) -> s.offline(() -> h.negative(a))).costs(Operation.negative()),
        "0 rounds");
  }

  @Test
  void aMessageWithoutAMask() {
    requireFailure(
        () ->
            with((s, h, a) -> {
                  s.replicated().circle().pass(a.own());
                  return h.negative(a);
                })
                .uniform(Operation.negative()),
        "chi-square");
  }

  @Test
  void aResultThatIsNotSharedAfresh() {
    requireFailure(
        () ->
            with((s, h, a) -> {
                  ReplicatedBits b = ReplicatedBits.of(h.negative(a));
                  long[] bits = s.arithmetic().openBits(b, new Opening("test.all"));
                  long[] none = new long[bits.length];
                  return new ReplicatedBits(
                      b.size(), s.number() == 1 ? bits : none, s.number() == 3 ? bits : none);
                })
                .uniform(Operation.negative()),
        "chi-square");
  }

  @Test
  void somethingIsOpened() {
    requireFailure(
        () ->
            with((s, h, a) -> {
                  SharedBits b = h.negative(a);
                  s.arithmetic().openBits(b, new Opening("test.all"));
                  return b;
                })
                .correct(Operation.negative(), N),
        "opened");
  }

  @Test
  void aChainOfMessagesThatIsLongerThanTheRounds() {
    requireFailure(
        () ->
            with((s, h, a) -> {
                  // Two messages there and back where no round is counted.
                  var payload = Words.buffer(0);
                  for (int i = 0; i < 2; i++) {
                    s.replicated().channel(s.replicated().previous()).send(payload);
                    s.replicated().channel(s.replicated().next()).receive(payload);
                  }
                  return h.negative(a);
                })
                .costs(Operation.negative()),
        "a chain of 34 messages in 32");
  }
}
