package io.sharelens.plugins.lut;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerRequest;
import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.dealer.MaterialWriter;
import io.sharelens.mpc.dealer.Track;
import io.sharelens.plugins.lut.Layout.Monomial;
import java.util.List;

/**
 * The dealer's half. Count: elements; one parameter: bits of the ring. Tracks: {@value #X} the mask
 * x, of which the highest bits of each word count; {@value #MASKS} the masks of the looked-up bits;
 * {@value #C} the mask c of the sign. Then, each for all blocks: the tables and the top bit of x;
 * the products of masks; and, where a value is selected, c, c x, and the wraps.
 */
final class LutCorrelation implements Correlation {
  static final int X = 0;
  static final int MASKS = 1;
  static final int C = 2;

  private final Form.Output output;
  private final Lanes lanes = Lanes.get();

  LutCorrelation(Form.Output output) {
    this.output = output;
  }

  @Override
  public String kind() {
    return new Form(32, output).kind();
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    Form form = Form.of(request, output);
    int count = request.count();
    tables(form, count, out);
    products(form.layout(), count, out);
    if (output != Form.Output.SIGN) {
      selection(form, count, out);
    }
  }

  private void tables(Form form, int count, MaterialWriter out) {
    Layout layout = form.layout();
    Both x = new Both(out, X);
    for (int from = 0; from < count; from += Form.BLOCK) {
      int n = lanesAt(from, count);
      int[] words = x.sum(32 * n, form.shift());
      lanes.transpose(words, 32, n);
      int bit = 0;
      for (int j = 0; j < layout.chunks(); j++) {
        out.derivedBits(oneHot(words, bit, layout.width(j), n));
        bit += layout.width(j);
      }
      int[] top = new int[n];
      System.arraycopy(words, bit * n, top, 0, n);
      out.derivedBits(top);
    }
  }

  /** Rows v of [x's chunk = v], without the last; the chunk's planes begin at {@code bit}. */
  private static int[] oneHot(int[] planes, int bit, int width, int n) {
    int entries = (1 << width) - 1;
    int[] table = new int[entries * n];
    for (int v = 0; v < entries; v++) {
      int to = v * n;
      for (int t = 0; t < width; t++) {
        int from = (bit + t) * n;
        int flip = (v >>> t & 1) - 1;
        if (t == 0) {
          for (int i = 0; i < n; i++) {
            table[to + i] = planes[from + i] ^ flip;
          }
        } else {
          for (int i = 0; i < n; i++) {
            table[to + i] &= planes[from + i] ^ flip;
          }
        }
      }
    }
    return table;
  }

  private void products(Layout layout, int count, MaterialWriter out) {
    List<Monomial> products = layout.products();
    Both masks = new Both(out, MASKS);
    for (int from = 0; from < count && !products.isEmpty(); from += Form.BLOCK) {
      int n = lanesAt(from, count);
      int[] mask = masks.xor(layout.masks() * n);
      int[] all = new int[products.size() * n];
      for (int p = 0; p < products.size(); p++) {
        Monomial m = products.get(p);
        boolean first = true;
        if (m.lt() >= 0) {
          System.arraycopy(mask, layout.below(m.lt()) * n, all, p * n, n);
          first = false;
        }
        for (int t = 0; m.equals() >>> t != 0; t++) {
          if ((m.equals() >>> t & 1) == 1) {
            times(mask, layout.equal(t + 1) * n, all, p * n, n, first);
            first = false;
          }
        }
      }
      out.derivedBits(all);
    }
  }

  private static void times(int[] mask, int from, int[] all, int to, int n, boolean first) {
    if (first) {
      System.arraycopy(mask, from, all, to, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      all[to + i] &= mask[from + i];
    }
  }

  private void selection(Form form, int count, MaterialWriter out) {
    Track one = out.track(1, X);
    Track two = out.track(2, X);
    Both flips = new Both(out, C);
    int bits = form.resultBits();
    for (int from = 0; from < count; from += Form.BLOCK) {
      int n = lanesAt(from, count);
      int[] x = new int[32 * n];
      int[] other = new int[32 * n];
      one.ints(x);
      two.ints(other);
      int[] c = flips.xor(n);
      int[] flip = new int[32 * n];
      int[] masked = new int[32 * n];
      int[] wrap = new int[32 * n];
      int[] top = new int[32 * n];
      spread(x, other, c, form, flip, masked, wrap, top, n);
      share(flip, bits, n, out);
      share(masked, bits, n, out);
      if (form.lifts()) {
        share(wrap, form.shift(), n, out);
        share(top, form.shift(), n, out);
        for (int i = 0; i < top.length; i++) {
          top[i] &= flip[i];
        }
        share(top, form.shift(), n, out);
      }
    }
  }

  /**
   * From x1 and x2: c as a number, c x with x in 0 .. 2^k - 1, the wrap of x1 + x2 and the top bit
   * of x.
   */
  private static void spread(
      int[] x1,
      int[] x2,
      int[] c,
      Form form,
      int[] flip,
      int[] masked,
      int[] wrap,
      int[] top,
      int n) {
    int shift = form.shift();
    int all = -1 >>> shift;
    int ring = form.ring() & 31; // a wrap of 32 bits is not asked for
    int sign = form.ring() - 1;
    for (int j = 0; j < 32; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        int sum = (x1[at + i] >>> shift) + (x2[at + i] >>> shift);
        int bit = c[i] >>> j & 1;
        flip[at + i] = bit;
        masked[at + i] = sum & all & -bit;
        wrap[at + i] = sum >>> ring & 1;
        top[at + i] = sum >>> sign & 1;
      }
    }
  }

  /** Shares numbers modulo 2^bits. */
  private static void share(int[] plain, int bits, int n, MaterialWriter out) {
    int[] packed = new int[bits * n];
    out.first(packed);
    int[] first = Packing.unpack(packed, bits, n);
    int[] second = new int[32 * n];
    for (int i = 0; i < second.length; i++) {
      second[i] = plain[i] - first[i];
    }
    out.second(Packing.pack(second, bits, n));
  }

  private static int lanesAt(int from, int count) {
    return Blocks.lanes(Math.min(Form.BLOCK, count - from));
  }

  /** Both servers' cursors of a track. */
  private record Both(Track one, Track two) {
    Both(MaterialWriter out, int t) {
      this(out.track(1, t), out.track(2, t));
    }

    int[] xor(int length) {
      int[] a = new int[length];
      int[] b = new int[length];
      one.ints(a);
      two.ints(b);
      for (int i = 0; i < length; i++) {
        a[i] ^= b[i];
      }
      return a;
    }

    /** Sums of the words' highest bits. */
    int[] sum(int length, int shift) {
      int[] a = new int[length];
      int[] b = new int[length];
      one.ints(a);
      two.ints(b);
      for (int i = 0; i < length; i++) {
        a[i] = (a[i] >>> shift) + (b[i] >>> shift);
      }
      return a;
    }
  }
}
