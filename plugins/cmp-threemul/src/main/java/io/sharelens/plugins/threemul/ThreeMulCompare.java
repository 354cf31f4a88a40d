package io.sharelens.plugins.threemul;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * SecCmp, SecReLU and SecMaxPool of FLSIR (2022, algorithms 1 to 7) for one of two servers.
 *
 * <p>Parties: S1, S2 and a dealer that sees no share; semi-honest, none colluding. Per block and
 * element, both servers together (declared in {@link ThreeMulFactory}, metered by the tests):
 *
 * <table>
 * <caption>Cost</caption>
 * <tr><th>operation</th><th>rounds</th><th>opened bits</th><th>dealer's bits</th></tr>
 * <tr><td>{@link #negative}</td><td>6</td><td>750</td><td>918</td></tr>
 * <tr><td>{@link #relu} of 0 bits, {@link #max}</td><td>7</td><td>816</td><td>982</td></tr>
 * <tr><td>{@link #relu} with truncation</td><td>7</td><td>880</td><td>1,046</td></tr>
 * </table>
 *
 * <p>Signs are exact; a truncated ReLU is exact or one unit too large. A server learns nothing: all
 * that it receives is masked by the dealer's randomness, used once; the opened d is 0 with
 * probability 1/2 whatever the input, and else uniform. The dealer learns the number of elements
 * and the truncated bits.
 *
 * <p>Large tensors go block by block, and a block's material is asked for while the one before it
 * is computed, so that the dealer works at the same time.
 */
public final class ThreeMulCompare implements ComparisonProtocol {
  /**
   * Elements that one run of the protocol takes, a multiple of 64. Measured with 2^12 to 2^18: the
   * computing time of an element does not depend on it. At 2^16 a server holds some 20 MB, and the
   * seven round trips of a block stay below its computing time up to some 3 ms each.
   */
  public static final int BLOCK = 1 << 16;

  private static final int[] NOTHING = {};

  private final DealerClient dealer;
  private final Wire wire;
  private final SecCmp compare;
  private final int one;

  /** For one session; {@code context} gives the channel to the other server and the dealer. */
  public ThreeMulCompare(PartyContext context) {
    this(context, SecCmp::new);
  }

  /** With another SecCmp, for tests of what a wrong one does. */
  ThreeMulCompare(PartyContext context, BiFunction<Wire, Integer, SecCmp> secCmp) {
    int self = context.arithmetic().party();
    PartyChannel peer = context.channel(3 - self);
    dealer = context.dealer();
    wire = new Wire(peer);
    one = self == 1 ? 1 : 0;
    compare = secCmp.apply(wire, one);
  }

  @Override
  public SharedBits negative(SharedTensor a) {
    int[] words = AdditiveTensor.shareOf(a);
    long[] bits = new long[XorBits.words(words.length)];
    inBlocks(
        words.length,
        SignCorrelation.KIND,
        (from, to, in) -> {
          long[] b = compare.negative(in, Arrays.copyOfRange(words, from, to), NOTHING.clone());
          System.arraycopy(b, 0, bits, from >>> 6, b.length);
        });
    return new XorBits(words.length, bits);
  }

  @Override
  public SharedTensor relu(SharedTensor a, int bits) {
    if (bits < 0 || bits > Truncation.MAX_BITS) {
      throw LensException.internal(
          "bad-truncation", "0 to " + Truncation.MAX_BITS + " bits can be cut off, not " + bits);
    }
    return new AdditiveTensor(a.shape(), relu(AdditiveTensor.shareOf(a), bits));
  }

  @Override
  public SharedTensor max(SharedTensor a, SharedTensor b) {
    if (!a.shape().equals(b.shape())) {
      throw LensException.internal("bad-shape", "no maximum of " + a.shape() + " and " + b.shape());
    }
    int[] left = AdditiveTensor.shareOf(a);
    int[] right = AdditiveTensor.shareOf(b);
    int[] difference = new int[left.length];
    for (int i = 0; i < left.length; i++) {
      difference[i] = left[i] - right[i];
    }
    int[] out = relu(difference, 0);
    for (int i = 0; i < out.length; i++) {
      out[i] += right[i];
    }
    return new AdditiveTensor(a.shape(), out);
  }

  private int[] relu(int[] a, int bits) {
    int[] out = new int[a.length];
    inBlocks(
        a.length,
        ReluCorrelation.KIND,
        (from, to, in) -> reluBlock(in, Arrays.copyOfRange(a, from, to), bits, out, from),
        bits);
    return out;
  }

  private void reluBlock(MaterialReader in, int[] a, int bits, int[] out, int from) {
    int[] value = a;
    long[] selector;
    if (bits == 0) {
      selector = compare.negative(in, a, NOTHING.clone());
    } else {
      Truncation truncation = new Truncation(in, a.length, bits, one);
      int[] masked = truncation.masked(a);
      selector = compare.negative(in, a, masked);
      value = truncation.finish(masked);
    }
    if (one == 1) {
      for (int w = 0; w < selector.length; w++) {
        selector[w] = ~selector[w]; // DReLU = 1 xor MSB
      }
    }
    Selection.run(in, wire, selector, value, out, from);
  }

  /** Runs {@code block} over 0 .. n-1, one request ahead of the computation. */
  private void inBlocks(int n, String kind, Block block, long... params) {
    MaterialReader next = n == 0 ? null : ask(kind, Math.min(n, BLOCK), params);
    for (int from = 0; next != null; from += BLOCK) {
      MaterialReader in = next;
      int to = Math.min(n, from + BLOCK);
      next = to == n ? null : ask(kind, Math.min(n - to, BLOCK), params);
      block.run(from, to, in);
      in.done();
    }
  }

  /** A unit of its own for the last, shorter block: the planes of a longer one do not fit. */
  private MaterialReader ask(String kind, int n, long... params) {
    return dealer.blocks(kind, n, n, params).reader(0);
  }

  private interface Block {
    void run(int from, int to, MaterialReader in);
  }
}
