package io.sharelens.plugins.lut;

import io.sharelens.mpc.dealer.MaterialWriter;
import io.sharelens.mpc.dealer.Track;
import io.sharelens.plugins.lut.Layout.Monomial;
import java.util.List;

/** One request of {@link LutCorrelation}, with its working arrays. */
final class Dealing {
  private final Form form;
  private final Layout layout;
  private final int count;
  private final MaterialWriter out;
  private final Lanes lanes = Lanes.get();
  private final Scratch dealt = new Scratch();
  private final Scratch flips = new Scratch();
  private final Scratch masked = new Scratch();
  private final Scratch tops = new Scratch();
  private final Scratch packed = new Scratch();
  private final Scratch first = new Scratch();
  private final Scratch second = new Scratch();

  Dealing(Form form, int count, MaterialWriter out) {
    this.form = form;
    this.layout = form.layout();
    this.count = count;
    this.out = out;
  }

  void run() {
    tables();
    if (layout.masks() > 0) {
      products();
    }
    if (form.output() != Form.Output.SIGN) {
      selection();
    }
  }

  private int lanesAt(int from) {
    return Blocks.lanes(Math.min(Form.BLOCK, count - from));
  }

  /** One-hot tables of x's chunks, then its top bit. */
  private void tables() {
    Both x = new Both(LutCorrelation.X);
    for (int from = 0; from < count; from += Form.BLOCK) {
      int n = lanesAt(from);
      int[] planes = x.sum(32 * n, form.shift());
      lanes.transpose(planes, form.ring(), n);
      int[] rows = dealt.of((layout.tablePlanes() + 1) * n);
      int bit = 0;
      int to = 0;
      for (int j = 0; j < layout.chunks(); j++) {
        oneHot(planes, bit, layout.width(j), rows, to, n);
        to += layout.entries(j) * n;
        bit += layout.width(j);
      }
      System.arraycopy(planes, bit * n, rows, to, n);
      out.derivedBits(rows);
    }
  }

  /** Rows v of [x's chunk = v], without the last; the chunk's planes begin at {@code bit}. */
  private void oneHot(int[] planes, int bit, int width, int[] rows, int to, int n) {
    for (int v = 0; v < (1 << width) - 1; v++) {
      for (int t = 0; t < width; t++) {
        lanes.literal(planes, (bit + t) * n, (v >>> t & 1) - 1, t > 0, rows, to + v * n, n);
      }
    }
  }

  private void products() {
    List<Monomial> products = layout.products();
    Both masks = new Both(LutCorrelation.MASKS);
    for (int from = 0; from < count; from += Form.BLOCK) {
      int n = lanesAt(from);
      int[] mask = masks.xor(layout.masks() * n);
      int[] rows = dealt.of(products.size() * n);
      for (int p = 0; p < products.size(); p++) {
        product(products.get(p), mask, rows, p * n, n);
      }
      out.derivedBits(rows);
    }
  }

  private void product(Monomial m, int[] mask, int[] rows, int to, int n) {
    boolean and = m.lt() >= 0;
    if (and) {
      lanes.literal(mask, layout.below(m.lt()) * n, 0, false, rows, to, n);
    }
    for (int t = 0; m.equals() >>> t != 0; t++) {
      if ((m.equals() >>> t & 1) == 1) {
        lanes.literal(mask, layout.equal(t + 1) * n, 0, and, rows, to, n);
        and = true;
      }
    }
  }

  /** c, c x, and for a lift the wrap of x1 + x2, the top bit of x and c times that. */
  private void selection() {
    Both x = new Both(LutCorrelation.X);
    Both c = new Both(LutCorrelation.C);
    int bits = form.resultBits();
    for (int from = 0; from < count; from += Form.BLOCK) {
      int n = lanesAt(from);
      int[] wrap = x.sum(32 * n, form.shift());
      int[] bit = c.xor(n);
      int[] flip = flips.of(32 * n);
      int[] product = masked.of(32 * n);
      int[] top = tops.of(32 * n);
      for (int j = 0; j < 32; j++) {
        lanes.spread(wrap, bit, j, form.ring(), flip, product, top, n);
      }
      share(flip, bits, n);
      share(product, bits, n);
      if (form.lifts()) {
        share(wrap, form.shift(), n);
        share(top, form.shift(), n);
        lanes.literal(flip, 0, 0, true, top, 0, top.length);
        share(top, form.shift(), n);
      }
    }
  }

  /** Shares numbers modulo 2^bits. */
  private void share(int[] plain, int bits, int n) {
    int[] drawn = packed.of(bits * n);
    out.first(drawn);
    int[] one = Packing.unpack(drawn, bits, n, first);
    int[] two = second.of(32 * n);
    for (int i = 0; i < two.length; i++) {
      two[i] = plain[i] - one[i];
    }
    out.second(Packing.pack(two, bits, n, packed));
  }

  /** Both servers' cursors of a track. */
  private final class Both {
    private final Track one;
    private final Track two;
    private final Scratch mine = new Scratch();
    private final Scratch other = new Scratch();

    Both(int t) {
      one = out.track(1, t);
      two = out.track(2, t);
    }

    int[] xor(int length) {
      int[] a = draw(one, mine, length);
      lanes.add(draw(two, other, length), 0, a, 0, length);
      return a;
    }

    /** Sums of the words' highest bits. */
    int[] sum(int length, int shift) {
      int[] a = draw(one, mine, length);
      lanes.sumShifted(a, draw(two, other, length), shift);
      return a;
    }

    private static int[] draw(Track from, Scratch into, int length) {
      int[] words = into.of(length);
      from.ints(words);
      return words;
    }
  }
}
