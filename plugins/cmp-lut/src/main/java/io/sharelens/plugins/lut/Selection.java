package io.sharelens.plugins.lut;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;

/**
 * The server's half of max(a, 0): opens e = b ^ c for the sign b = [a >= 0] and a random bit c,
 * then multiplexes without a message. In the ring, {@code a = r - x + 2^k (w + (1 - MSB(r))
 * MSB(x))} for 0 &lt;= a, where w is the wrap of x1 + x2; so b a is c a where e = 0 and a - c a
 * where e = 1, and c a is linear in what the dealer shares: c, c x, w, MSB(x), c MSB(x).
 */
final class Selection {
  private final PartyChannel peer;
  private final Blocks blocks;
  private final Form form;
  private final SignRounds signs;
  private final int one;
  private final int[][] e;

  Selection(PartyChannel peer, Blocks blocks, Form form, SignRounds signs, int one) {
    this.peer = peer;
    this.blocks = blocks;
    this.form = form;
    this.signs = signs;
    this.one = one;
    this.e = new int[blocks.count()][];
  }

  /** Third round, then the result's words. */
  int[] run(int count) {
    open();
    int[] out = new int[count];
    Blocks.Rows x = blocks.track(LutCorrelation.X);
    for (int b = 0; b < blocks.count(); b++) {
      int[] words = selected(b, x.next(b, 32));
      System.arraycopy(words, 0, out, blocks.from(b), blocks.size(b));
    }
    return out;
  }

  private void open() {
    SignRounds.Signs negative = signs.signs();
    Blocks.Rows flips = blocks.track(LutCorrelation.C);
    Lanes lanes = Lanes.get();
    peer.exchange(
        blocks.count(),
        b -> {
          int n = blocks.width(b);
          int[] row = negative.next(b);
          lanes.add(flips.next(b, 1), 0, row, 0, n);
          for (int i = 0; i < n; i++) {
            row[i] ^= -one; // not negative
          }
          e[b] = row;
          return Words.of(row);
        },
        (b, payload) -> {
          int[] theirs = new int[payload.remaining() / Integer.BYTES];
          Words.get(payload, theirs);
          lanes.add(theirs, 0, e[b], 0, theirs.length);
        });
  }

  private int[] selected(int b, int[] x) {
    int n = blocks.width(b);
    int[] r = signs.words(b);
    int bits = form.resultBits();
    int[] c = Packing.unpack(blocks.derived(b, bits), bits, n);
    int[] cx = Packing.unpack(blocks.derived(b, bits), bits, n);
    int[] product = cx;
    for (int i = 0; i < product.length; i++) {
      product[i] = r[i] * c[i] - cx[i];
      r[i] = one * r[i] - (x[i] >>> form.shift());
    }
    if (form.lifts()) {
      lift(b, signs.topOf(b), r, product, n);
    }
    choose(e[b], r, product, n);
    return r;
  }

  /** Adds the wraps to shares of a and c a. */
  private void lift(int b, int[] top, int[] a, int[] product, int n) {
    int bits = form.shift();
    int ring = form.ring();
    int[] wrap = Packing.unpack(blocks.derived(b, bits), bits, n);
    int[] high = Packing.unpack(blocks.derived(b, bits), bits, n);
    int[] flipped = Packing.unpack(blocks.derived(b, bits), bits, n);
    for (int j = 0; j < 32; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        int small = (top[i] >>> j & 1) - 1; // all ones where MSB(r) = 0
        a[at + i] += wrap[at + i] + (high[at + i] & small) << ring;
        product[at + i] += (flipped[at + i] & small) << ring;
      }
    }
  }

  /** a becomes b a. */
  private static void choose(int[] e, int[] a, int[] product, int n) {
    for (int j = 0; j < 32; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        int flip = -(e[i] >>> j & 1);
        int p = product[at + i];
        a[at + i] = p + (flip & a[at + i] - 2 * p);
      }
    }
  }
}
