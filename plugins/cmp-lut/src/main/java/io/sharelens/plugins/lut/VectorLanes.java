package io.sharelens.plugins.lut;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarLanes} with the Vector API. */
final class VectorLanes implements Lanes {
  private static final VectorSpecies<Integer> S = IntVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  @Override
  public void swap(int[] rows, int low, int high, int shift, int mask, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      IntVector a = load(rows, low + i);
      IntVector b = load(rows, high + i);
      IntVector t = a.lanewise(VectorOperators.LSHR, shift).lanewise(VectorOperators.XOR, b);
      t = t.and(mask);
      xor(a, t.lanewise(VectorOperators.LSHL, shift)).intoArray(rows, low + i);
      xor(b, t).intoArray(rows, high + i);
    }
    ScalarLanes.swap(rows, low, high, shift, mask, i, n);
  }

  @Override
  public void sum(int[] a, int[] b, int planes, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      IntVector carry = IntVector.zero(S);
      for (int at = i; at < planes * n; at += n) {
        IntVector x = load(a, at);
        IntVector y = load(b, at);
        IntVector differ = xor(x, y);
        xor(differ, carry).intoArray(a, at);
        carry = x.and(y).or(carry.and(differ));
      }
    }
    ScalarLanes.sum(a, b, planes, i, n);
  }

  @Override
  public void multiplyAdd(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      xor(load(to, toAt + i), load(a, aAt + i).and(load(b, bAt + i))).intoArray(to, toAt + i);
    }
    ScalarLanes.multiplyAdd(a, aAt, b, bAt, to, toAt, i, n);
  }

  @Override
  public void add(int[] a, int aAt, int[] to, int toAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      xor(load(to, toAt + i), load(a, aAt + i)).intoArray(to, toAt + i);
    }
    ScalarLanes.add(a, aAt, to, toAt, i, n);
  }

  @Override
  public void leaf(
      int[] left,
      int leftAt,
      int[] right,
      int rightAt,
      int[] index,
      int indexAt,
      int[] node,
      int nodeAt,
      int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      IntVector a = load(left, leftAt + i);
      IntVector b = load(right, rightAt + i);
      IntVector s = load(index, indexAt + i);
      IntVector any = xor(a, b);
      xor(a, s.and(any)).intoArray(node, nodeAt + i);
      xor(b, b.and(s)).intoArray(node, nodeAt + n + i);
      any.intoArray(node, nodeAt + 2 * n + i);
    }
    ScalarLanes.leaf(left, leftAt, right, rightAt, index, indexAt, node, nodeAt, i, n);
  }

  @Override
  public void join(int[] node, int left, int right, int[] index, int indexAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      IntVector s = load(index, indexAt + i);
      IntVector any = load(node, right + 2 * n + i);
      IntVector eq = load(node, left + i);
      IntVector lt = xor(load(node, left + n + i), any);
      xor(eq, s.and(xor(eq, load(node, right + i)))).intoArray(node, left + i);
      xor(lt, s.and(xor(lt, load(node, right + n + i)))).intoArray(node, left + n + i);
      xor(load(node, left + 2 * n + i), any).intoArray(node, left + 2 * n + i);
    }
    ScalarLanes.join(node, left, right, index, indexAt, i, n);
  }

  @Override
  public void literal(int[] a, int aAt, int flip, boolean and, int[] to, int toAt, int n) {
    int i = 0;
    if (and) {
      for (; i < S.loopBound(n); i += LANES) {
        IntVector v = load(a, aAt + i).lanewise(VectorOperators.XOR, flip);
        v.and(load(to, toAt + i)).intoArray(to, toAt + i);
      }
    } else {
      for (; i < S.loopBound(n); i += LANES) {
        load(a, aAt + i).lanewise(VectorOperators.XOR, flip).intoArray(to, toAt + i);
      }
    }
    ScalarLanes.literal(a, aAt, flip, and, to, toAt, i, n);
  }

  @Override
  public void sumShifted(int[] a, int[] b, int shift) {
    int i = 0;
    for (; i < S.loopBound(a.length); i += LANES) {
      down(load(a, i), shift).add(down(load(b, i), shift)).intoArray(a, i);
    }
    ScalarLanes.sumShifted(a, b, shift, i);
  }

  @Override
  public void pack(int[] words, int from, int mask, int shift, int[] to, int toAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      IntVector v = load(words, from + i).and(mask);
      v = shift < 0 ? down(v, -shift) : v.lanewise(VectorOperators.LSHL, shift);
      v.or(load(to, toAt + i)).intoArray(to, toAt + i);
    }
    ScalarLanes.pack(words, from, mask, shift, to, toAt, i, n);
  }

  @Override
  public void unpack(
      int[] packed, int from, int shift, boolean spills, int mask, int[] words, int to, int n) {
    int i = 0;
    if (spills) {
      for (; i < S.loopBound(n); i += LANES) {
        IntVector high = load(packed, from + n + i).lanewise(VectorOperators.LSHL, 32 - shift);
        down(load(packed, from + i), shift).or(high).and(mask).intoArray(words, to + i);
      }
    } else {
      for (; i < S.loopBound(n); i += LANES) {
        down(load(packed, from + i), shift).and(mask).intoArray(words, to + i);
      }
    }
    ScalarLanes.unpack(packed, from, shift, spills, mask, words, to, i, n);
  }

  @Override
  public void multiply(int[] r, int[] c, int[] x, int shift, int one, int[] product) {
    int i = 0;
    for (; i < S.loopBound(r.length); i += LANES) {
      IntVector known = load(r, i);
      known.mul(load(c, i)).sub(load(product, i)).intoArray(product, i);
      known.and(-one).sub(down(load(x, i), shift)).intoArray(r, i);
    }
    ScalarLanes.multiply(r, c, x, shift, one, product, i);
  }

  @Override
  public void lift(
      int[] top,
      int j,
      int[] wrap,
      int[] high,
      int[] flipped,
      int ring,
      int[] a,
      int[] product,
      int n) {
    int row = j * n;
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      int at = row + i;
      IntVector small = bit(top, i, j).sub(1);
      IntVector wraps = load(wrap, at).add(load(high, at).and(small));
      load(a, at).add(wraps.lanewise(VectorOperators.LSHL, ring)).intoArray(a, at);
      IntVector chosen = load(flipped, at).and(small).lanewise(VectorOperators.LSHL, ring);
      load(product, at).add(chosen).intoArray(product, at);
    }
    ScalarLanes.lift(top, j, wrap, high, flipped, ring, a, product, i, n);
  }

  @Override
  public void choose(int[] e, int j, int[] a, int[] product, int n) {
    int row = j * n;
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      IntVector mask = bit(e, i, j).neg();
      IntVector p = load(product, row + i);
      IntVector other = load(a, row + i).sub(p);
      xor(p, mask.and(xor(p, other))).intoArray(a, row + i);
    }
    ScalarLanes.choose(e, j, a, product, i, n);
  }

  @Override
  public void spread(
      int[] sum, int[] c, int j, int ring, int[] flip, int[] masked, int[] top, int n) {
    int all = -1 >>> 32 - ring;
    int row = j * n;
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      int at = row + i;
      IntVector bit = bit(c, i, j);
      IntVector s = load(sum, at);
      bit.intoArray(flip, at);
      s.and(all).and(bit.neg()).intoArray(masked, at);
      down(s, ring - 1).and(1).intoArray(top, at);
      down(s, ring & 31).and(1).intoArray(sum, at);
    }
    ScalarLanes.spread(sum, c, j, ring, flip, masked, top, i, n);
  }

  /** Bit j of words. */
  private static IntVector bit(int[] from, int at, int j) {
    return down(load(from, at), j).and(1);
  }

  private static IntVector down(IntVector a, int shift) {
    return a.lanewise(VectorOperators.LSHR, shift);
  }

  private static IntVector load(int[] from, int at) {
    return IntVector.fromArray(S, from, at);
  }

  private static IntVector xor(IntVector a, IntVector b) {
    return a.lanewise(VectorOperators.XOR, b);
  }
}
