package io.sharelens.plugins.threemul;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.Track;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.testkit.ComparisonChecks;
import io.sharelens.testkit.ComparisonSubject;
import io.sharelens.testkit.Operation;
import io.sharelens.testkit.Server;
import io.sharelens.testkit.WireField;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Protocols that are wrong in one respect fail the suite in that respect. */
class SuiteBitesTest {
  private static final Operation SIGN = Operation.negative();

  private static ComparisonChecks checks(Function<Server, ComparisonProtocol> broken) {
    return new ComparisonChecks(new Broken(new ThreeMulConformanceTest(), broken));
  }

  @Test
  void thirtyTwoBitsOfRPlusOneAreFoundAtTheEndsOfTheRing() {
    ComparisonChecks checks = checks(s -> new ThreeMulCompare(s, WithoutBit32::new));
    assertThatThrownBy(() -> checks.correctAtMaskEdges(SIGN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("negative of");
    // Nothing else finds it: r = 2^32 - 1 comes once in four thousand million.
    assertThatCode(() -> checks.correct(SIGN, 65)).doesNotThrowAnyException();
    assertThatCode(() -> checks.uniform(SIGN)).doesNotThrowAnyException();
  }

  @Test
  void aWrongSignIsFoundByResults() {
    ComparisonChecks checks =
        checks(
            s -> {
              ThreeMulCompare right = new ThreeMulCompare(s);
              return new Altered(right) {
                @Override
                public SharedBits negative(SharedTensor a) {
                  return super.negative(s.arithmetic().addPublic(a, 1));
                }
              };
            });
    assertThatThrownBy(() -> checks.correct(SIGN, 64)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aReusedMaskIsFoundByDifferences() {
    ComparisonChecks checks =
        checks(s -> new ThreeMulCompare(s.withDealer(new SameAgain(s.dealer()))));
    assertThatThrownBy(() -> checks.uniform(SIGN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("difference of two runs");
    assertThatCode(() -> checks.correct(SIGN, 65)).doesNotThrowAnyException();
  }

  @Test
  void anUnmaskedMessageIsFoundByItsDistribution() {
    ComparisonChecks checks = checks(s -> new ThreeMulCompare(s.withDealer(new NoMask(s))));
    assertThatThrownBy(() -> checks.uniform(SIGN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("round 1");
  }

  @Test
  void requestsThatDependOnDataAreFoundInTheDealersView() {
    ComparisonChecks checks =
        checks(
            s ->
                new Altered(new ThreeMulCompare(s)) {
                  @Override
                  public SharedBits negative(SharedTensor a) {
                    SharedBits bits = super.negative(a);
                    long[] open = s.arithmetic().openBits(bits, new Opening("test.signs"));
                    return open[0] == 0 ? bits : super.negative(a);
                  }
                });
    assertThatThrownBy(() -> checks.dealerLearnsNothing(SIGN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("depend on the data");
    assertThatThrownBy(() -> checks.correct(SIGN, 64))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("test.signs");
  }

  @Test
  void anExtraRoundIsFoundByTheMeter() {
    ComparisonChecks checks =
        checks(
            s ->
                new Altered(new ThreeMulCompare(s)) {
                  @Override
                  public SharedBits negative(SharedTensor a) {
                    super.negative(a);
                    return super.negative(a);
                  }
                });
    assertThatThrownBy(() -> checks.costs(SIGN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("rounds");
  }

  /** The right protocol's description with a wrong protocol. */
  private record Broken(ComparisonSubject right, Function<Server, ComparisonProtocol> protocol)
      implements ComparisonSubject {
    @Override
    public ComparisonProtocol create(Server server) {
      return protocol.apply(server);
    }

    @Override
    public ComparisonFactory factory() {
      return right.factory();
    }

    @Override
    public int block() {
      return right.block();
    }

    @Override
    public List<List<WireField>> messages(Operation operation, int n) {
      return right.messages(operation, n);
    }

    @Override
    public Figures figures(Operation operation) {
      return right.figures(operation);
    }
  }

  /** Takes r + 1 modulo 2^32, as the paper's l = 32 suggests. */
  private static final class WithoutBit32 extends SecCmp {
    WithoutBit32(Wire wire, int one) {
      super(wire, one);
    }

    @Override
    void top(int[] r, byte[] m, byte[] signedM, byte[] differing, byte[] factors) {
      System.arraycopy(m, 0, factors, ProductTree.BITS * r.length, r.length);
    }
  }

  /** A protocol that others change in one method. */
  private static class Altered implements ComparisonProtocol {
    private final ComparisonProtocol right;

    Altered(ComparisonProtocol right) {
      this.right = right;
    }

    @Override
    public SharedBits negative(SharedTensor a) {
      return right.negative(a);
    }

    @Override
    public SharedTensor relu(SharedTensor a, int bits) {
      return right.relu(a, bits);
    }

    @Override
    public SharedTensor max(SharedTensor a, SharedTensor b) {
      return right.max(a, b);
    }
  }

  /** Material for which {@link #change} may alter each field after it was read. */
  private abstract static class Tampered implements DealerClient, MaterialReader {
    private final DealerClient dealer;
    private MaterialReader in;

    Tampered(DealerClient dealer) {
      this.dealer = dealer;
      this.in = this;
    }

    abstract void change(Object share, int length);

    @Override
    public MaterialReader request(String kind, int count, long... params) {
      in = dealer.request(kind, count, params);
      return this;
    }

    @Override
    public void random(int[] share) {
      in.random(share);
      change(share, share.length);
    }

    @Override
    public void derived(int[] share) {
      in.derived(share);
      change(share, share.length);
    }

    @Override
    public void randomBits(long[] share) {
      in.randomBits(share);
      change(share, share.length);
    }

    @Override
    public void derivedBits(long[] share) {
      in.derivedBits(share);
      change(share, share.length);
    }

    @Override
    public void derivedBits(int[] share) {
      in.derivedBits(share);
      change(share, share.length);
    }

    @Override
    public Track track(int t) {
      return in.track(t);
    }

    @Override
    public void randomMod(byte[] share, int p) {
      in.randomMod(share, p);
      change(share, share.length);
    }

    @Override
    public void derivedMod(byte[] share, int p) {
      in.derivedMod(share, p);
      change(share, share.length);
    }

    @Override
    public boolean own(int party, long[] words) {
      return in.own(party, words);
    }

    @Override
    public void done() {
      in.done();
    }
  }

  /** Gives the second request what the first one got. */
  private static final class SameAgain extends Tampered {
    private final Deque<Object> first = new ArrayDeque<>();
    private int requests;

    SameAgain(DealerClient dealer) {
      super(dealer);
    }

    @Override
    public MaterialReader request(String kind, int count, long... params) {
      requests++;
      return super.request(kind, count, params);
    }

    @Override
    @SuppressWarnings("SuspiciousSystemArraycopy") // both are the same field's array
    void change(Object share, int length) {
      if (requests == 1) {
        Object copy =
            switch (share) {
              case int[] a -> a.clone();
              case long[] a -> a.clone();
              case byte[] a -> a.clone();
              default -> throw new AssertionError(share.getClass());
            };
        first.add(copy);
      } else {
        System.arraycopy(first.remove(), 0, share, 0, length);
      }
    }
  }

  /** Leaves the mask of the opened words out. */
  private static final class NoMask extends Tampered {
    NoMask(Server server) {
      super(server.dealer());
    }

    @Override
    void change(Object share, int length) {
      if (share instanceof int[] words) {
        Arrays.fill(words, 0);
      }
    }
  }
}
