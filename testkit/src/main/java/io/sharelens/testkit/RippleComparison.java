package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.replicated.Products;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Signs of replicated secrets by the plainest adder there is, for tests of what needs some
 * comparison: party 1 shares the bits of x1 + x2, parties 2 and 3 have those of x3, and the carry
 * ripples from bit to bit. 32 rounds and 125 bits for a sign; a real protocol otherwise.
 */
public final class RippleComparison implements ComparisonProtocol {
  private static final int SIGN = 31;

  private final Arithmetic arithmetic;
  private final ReplicatedParty party;
  private final Products products;

  public RippleComparison(PartyContext context) {
    this.arithmetic = context.arithmetic();
    this.party = context.replicated();
    this.products = new Products(party);
  }

  @Override
  public SharedBits negative(SharedTensor a) {
    ReplicatedTensor x = ReplicatedTensor.of(a);
    int n = x.size();
    if (n == 0) {
      return new ReplicatedBits(0, new long[0], new long[0]);
    }
    long[] sums = sharedSums(x, XorBits.words(n));
    long[] thirds =
        switch (party.self()) {
          case 1 -> new long[0];
          case 2 -> planes(x.next(), null);
          default -> planes(x.own(), null);
        };
    SharedBits carry = zero(n);
    for (int t = 0; t < SIGN; t++) {
      SharedBits y = sum(sums, t, n);
      SharedBits z = third(thirds, t, n);
      SharedBits flips = products.and(arithmetic.xor(y, carry), arithmetic.xor(z, carry));
      carry = arithmetic.xor(flips, carry);
    }
    return arithmetic.xor(arithmetic.xor(sum(sums, SIGN, n), third(thirds, SIGN, n)), carry);
  }

  /** What this party holds of the bits of x1 + x2: part 1 is drawn, part 2 sent, part 3 zero. */
  private long[] sharedSums(ReplicatedTensor x, int words) {
    party.round();
    long[] drawn = new long[32 * words];
    switch (party.self()) {
      case 1 -> {
        party.with(3).longs(drawn);
        long[] bits = planes(x.own(), x.next());
        for (int i = 0; i < drawn.length; i++) {
          bits[i] ^= drawn[i];
        }
        party.channel(2).send(Words.of(bits));
        // Both parts one after the other.
        long[] both = new long[2 * drawn.length];
        System.arraycopy(drawn, 0, both, 0, drawn.length);
        System.arraycopy(bits, 0, both, drawn.length, drawn.length);
        return both;
      }
      case 2 -> {
        ByteBuffer in = Words.buffer(drawn.length * Long.BYTES);
        party.channel(1).receive(in);
        Words.get(in.flip(), drawn);
      }
      default -> party.with(1).longs(drawn);
    }
    return drawn;
  }

  private ReplicatedBits sum(long[] sums, int t, int n) {
    long[] zero = new long[XorBits.words(n)];
    return switch (party.self()) {
      case 1 -> new ReplicatedBits(n, plane(sums, t, n), plane(sums, 32 + t, n));
      case 2 -> new ReplicatedBits(n, plane(sums, t, n), zero);
      default -> new ReplicatedBits(n, zero, plane(sums, t, n));
    };
  }

  private ReplicatedBits third(long[] thirds, int t, int n) {
    long[] zero = new long[XorBits.words(n)];
    return switch (party.self()) {
      case 1 -> new ReplicatedBits(n, zero, zero);
      case 2 -> new ReplicatedBits(n, zero, plane(thirds, t, n));
      default -> new ReplicatedBits(n, plane(thirds, t, n), zero);
    };
  }

  private static ReplicatedBits zero(int n) {
    return new ReplicatedBits(n, new long[XorBits.words(n)], new long[XorBits.words(n)]);
  }

  private static long[] plane(long[] planes, int t, int n) {
    int words = XorBits.words(n);
    return Arrays.copyOfRange(planes, t * words, (t + 1) * words);
  }

  /** Plane t holds bit t of all numbers, of {@code x} or of {@code x + more}. */
  private static long[] planes(int[] x, int @Nullable [] more) {
    int words = XorBits.words(x.length);
    long[] planes = new long[32 * words];
    for (int i = 0; i < x.length; i++) {
      int v = more == null ? x[i] : x[i] + more[i];
      for (int t = 0; t < 32; t++) {
        planes[t * words + (i >> 6)] |= (long) (v >>> t & 1) << i;
      }
    }
    return planes;
  }

  @Override
  public SharedTensor relu(SharedTensor a, int bits) {
    SharedTensor zero = arithmetic.constant(a.shape(), new int[a.size()]);
    return arithmetic.truncate(arithmetic.select(negative(a), a, zero), bits);
  }

  @Override
  public SharedTensor max(SharedTensor a, SharedTensor b) {
    return arithmetic.select(negative(arithmetic.subtract(a, b)), a, b);
  }
}
