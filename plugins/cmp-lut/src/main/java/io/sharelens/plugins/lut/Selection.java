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
  private final Part c;
  private final Part product;
  private final Part wrap;
  private final Part high;
  private final Part flipped;
  private final Lanes lanes = Lanes.get();

  Selection(PartyChannel peer, Blocks blocks, Form form, SignRounds signs, int one) {
    this.peer = peer;
    this.blocks = blocks;
    this.form = form;
    this.signs = signs;
    this.one = one;
    this.e = new int[blocks.count()][];
    this.c = new Part(form.resultBits());
    this.product = new Part(form.resultBits());
    this.wrap = new Part(form.shift());
    this.high = new Part(form.shift());
    this.flipped = new Part(form.shift());
  }

  /** A packed field. */
  private final class Part {
    private final int bits;
    private final Blocks.Field field = blocks.field();
    private final Scratch words = new Scratch();

    Part(int bits) {
      this.bits = bits;
    }

    int[] next(int b) {
      return Packing.unpack(field.next(b, bits), bits, blocks.width(b), words);
    }
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
        (b, payload) -> signs.open(e[b], payload));
  }

  private int[] selected(int b, int[] x) {
    int n = blocks.width(b);
    int[] r = signs.words(b);
    int[] flips = c.next(b);
    int[] cx = product.next(b);
    lanes.multiply(r, flips, x, form.shift(), one, cx);
    if (form.lifts()) {
      lift(b, signs.topOf(b), r, cx, n);
    }
    for (int j = 0; j < 32; j++) {
      lanes.choose(e[b], j, r, cx, n);
    }
    return r;
  }

  /** Adds the wraps to shares of a and c a. */
  private void lift(int b, int[] top, int[] a, int[] product, int n) {
    int[] w = wrap.next(b);
    int[] h = high.next(b);
    int[] f = flipped.next(b);
    for (int j = 0; j < 32; j++) {
      lanes.lift(top, j, w, h, f, form.ring(), a, product, n);
    }
  }
}
