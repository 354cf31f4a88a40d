package io.sharelens.plugins.lut;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.DealtBlocks;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import io.sharelens.plugins.lut.Form.Output;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Pooling;

/**
 * Comparison by one-time lookup tables.
 *
 * <p>Parties: two semi-honest servers and a dealer, none of which collude. The servers see uniform
 * values only: r, masked bits and e. The dealer sees kinds, sizes and truncated bits.
 *
 * <p>Rounds: two for a sign, three with a selection, for tensors of any size. A truncated ReLU
 * first shifts the shares into Z_2^(32-f), each server its own: a becomes floor(a / 2^f) less the
 * carry of the low bits, 0 or 1; server 1 adds 1, so that the result is exact or one unit too big.
 * As a negative a gives at most 0, ReLU of it is still 0, and a positive one never becomes
 * negative. The comparison is exact in the small ring, |a| &lt; 2^31 - 2^f. Bits on the wires:
 * {@link Form}.
 *
 * <p>Source: own protocol (docs/PROTOCOLS.md), after one-time truth tables (Ishai, Kushilevitz,
 * Meldgaard, Orlandi, Paskin-Cherniavsky, TCC 2013) and multi-fan-in AND by dealt monomials.
 */
public final class LutCompare implements ComparisonProtocol {
  private final PartyChannel peer;
  private final DealerClient dealer;
  private final int one;

  LutCompare(PartyContext context) {
    int self = context.arithmetic().party();
    this.peer = context.channel(3 - self);
    this.dealer = context.dealer();
    this.one = self == 1 ? 1 : 0;
  }

  @Override
  public SharedBits negative(SharedTensor a) {
    return negative(a, 32);
  }

  /** In Z_2^bits, to which a share is reduced by leaving its upper bits away. */
  @Override
  public SharedBits negative(SharedTensor a, int bits) {
    int[] share = AdditiveTensor.shareOf(a);
    if (share.length == 0) {
      return new XorBits(0, new long[0]);
    }
    Form form = new Form(bits, Output.SIGN);
    Blocks blocks = blocks(share.length, form);
    SignRounds rounds = new SignRounds(peer, blocks, form, one);
    rounds.open((words, from, count) -> add(share, from, count, words));
    rounds.lookUp();
    SignRounds.Signs signs = rounds.signs();
    long[] negative = new long[XorBits.words(share.length)];
    for (int b = 0; b < blocks.count(); b++) {
      place(signs.next(b), blocks.size(b), negative, blocks.from(b));
    }
    blocks.done();
    return new XorBits(share.length, negative);
  }

  @Override
  public SharedTensor relu(SharedTensor a, int bits) {
    int[] share = AdditiveTensor.shareOf(a);
    if (bits < 0 || bits > 30) {
      throw LensException.internal("bad-truncation", "cannot truncate " + bits + " bits");
    }
    Form form = Form.relu(bits);
    return new AdditiveTensor(
        a.shape(),
        select(
            form,
            share.length,
            (words, from, count) -> {
              if (bits == 0) {
                add(share, from, count, words);
              } else {
                addShifted(share, from, count, bits, words);
              }
            }));
  }

  @Override
  public SharedTensor max(SharedTensor a, SharedTensor b) {
    return max(a, b, 32);
  }

  @Override
  public Pooling pooling(int bits) {
    return bits == 0 ? ComparisonProtocol.super.pooling(0) : new NarrowPooling(bits);
  }

  /** Maxima in Z_2^(32-bits), where truncation is nothing more to do. */
  private final class NarrowPooling implements Pooling {
    private final int bits;

    NarrowPooling(int bits) {
      this.bits = bits;
    }

    @Override
    public SharedTensor enter(SharedTensor a) {
      int[] share = AdditiveTensor.shareOf(a);
      int[] small = new int[share.length];
      addShifted(share, 0, share.length, bits, small);
      return new AdditiveTensor(a.shape(), small);
    }

    @Override
    public SharedTensor max(SharedTensor a, SharedTensor b) {
      return LutCompare.this.max(a, b, 32 - bits);
    }

    @Override
    public SharedTensor relu(SharedTensor a) {
      int[] share = AdditiveTensor.shareOf(a);
      int[] out =
          select(
              Form.relu(bits),
              share.length,
              (words, from, count) -> add(share, from, count, words));
      return new AdditiveTensor(a.shape(), out);
    }
  }

  /** b + max(a - b, 0) in a ring of {@code ring} bits. */
  private SharedTensor max(SharedTensor a, SharedTensor b, int ring) {
    if (!a.shape().equals(b.shape())) {
      throw LensException.internal("bad-shape", "no maximum of " + a.shape() + " and " + b.shape());
    }
    int[] left = AdditiveTensor.shareOf(a);
    int[] right = AdditiveTensor.shareOf(b);
    int[] out =
        select(
            new Form(ring, Output.SELECT),
            left.length,
            (words, from, count) -> {
              for (int i = 0; i < count; i++) {
                words[i] += left[from + i] - right[from + i];
              }
            });
    for (int i = 0; i < out.length; i++) {
      out[i] += right[i];
    }
    return new AdditiveTensor(a.shape(), out);
  }

  private int[] select(Form form, int count, SignRounds.Source source) {
    if (count == 0) {
      return new int[0];
    }
    Blocks blocks = blocks(count, form);
    SignRounds rounds = new SignRounds(peer, blocks, form, one);
    rounds.open(source);
    rounds.lookUp();
    int[] out = new Selection(peer, blocks, form, rounds, one).run(count);
    blocks.done();
    return out;
  }

  private Blocks blocks(int count, Form form) {
    int blockSize = DealtBlocks.blockSize(count, Form.BLOCK);
    return new Blocks(count, dealer.blocks(form.kind(), count, blockSize, form.ring()));
  }

  private static void add(int[] share, int from, int count, int[] words) {
    for (int i = 0; i < count; i++) {
      words[i] += share[from + i];
    }
  }

  private void addShifted(int[] share, int from, int count, int bits, int[] words) {
    for (int i = 0; i < count; i++) {
      words[i] += (share[from + i] >>> bits) + one;
    }
  }

  /** Bits of a sliced row to bits {@code from} and up; {@code from} is a multiple of 64. */
  private static void place(int[] row, int count, long[] bits, int from) {
    int[] words = new int[32 * row.length];
    System.arraycopy(row, 0, words, 0, row.length);
    Lanes.get().transpose(words, 32, row.length);
    for (int i = 0; i < count; i++) {
      bits[from + i >>> 6] |= (words[i] & 1L) << i;
    }
  }
}
