package io.sharelens.plugins.adder;

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
      IntVector t = xor(down(a, shift), b).and(mask);
      xor(a, up(t, shift)).intoArray(rows, low + i);
      xor(b, t).intoArray(rows, high + i);
    }
    ScalarLanes.swap(rows, low, high, shift, mask, i, n);
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
  public void multiply(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      load(a, aAt + i).and(load(b, bAt + i)).intoArray(to, toAt + i);
    }
    ScalarLanes.multiply(a, aAt, b, bAt, to, toAt, i, n);
  }

  @Override
  public void multiplyAdd(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      IntVector product = load(a, aAt + i).and(load(b, bAt + i));
      xor(load(to, toAt + i), product).intoArray(to, toAt + i);
    }
    ScalarLanes.multiplyAdd(a, aAt, b, bAt, to, toAt, i, n);
  }

  @Override
  public void pack(int[] words, int from, int mask, int shift, int[] to, int toAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      IntVector v = load(words, from + i).and(mask);
      v = shift < 0 ? down(v, -shift) : up(v, shift);
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
        IntVector high = up(load(packed, from + n + i), 32 - shift);
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
  public void deal(int[] y, int[] c, int j, int[] flip, int[] product, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      int at = j * n + i;
      IntVector bit = down(load(c, i), j).and(1);
      bit.sub(load(flip, at)).intoArray(flip, at);
      load(y, at).and(bit.neg()).sub(load(product, at)).intoArray(product, at);
    }
    ScalarLanes.deal(y, c, j, flip, product, i, n);
  }

  @Override
  public void dealTop(
      int[] y, int[] c, int j, int ring, int[] share, int[] top, int[] flipped, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      int at = j * n + i;
      IntVector word = load(y, at);
      IntVector high = down(word, ring - 1).and(1);
      word.sub(load(share, at)).intoArray(share, at);
      high.sub(load(top, at)).intoArray(top, at);
      high.and(down(load(c, i), j)).sub(load(flipped, at)).intoArray(flipped, at);
    }
    ScalarLanes.dealTop(y, c, j, ring, share, top, flipped, i, n);
  }

  @Override
  public void lift(int[] r, int ring, int[] top, int[] flipped, int[] y, int[] product) {
    int unused = 32 - ring;
    int i = 0;
    for (; i < S.loopBound(r.length); i += LANES) {
      IntVector signed = up(load(r, i), unused);
      IntVector small = signed.lanewise(VectorOperators.ASHR, 31).not();
      load(y, i).sub(up(load(top, i).and(small), ring)).intoArray(y, i);
      load(product, i).sub(up(load(flipped, i).and(small), ring)).intoArray(product, i);
      signed.lanewise(VectorOperators.ASHR, unused).intoArray(r, i);
    }
    ScalarLanes.lift(r, ring, top, flipped, y, product, i);
  }

  @Override
  public void choose(int[] e, int j, int[] r, int one, int[] flip, int[] product, int[] y, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      int at = j * n + i;
      IntVector known = load(r, at);
      IntVector chosen = known.mul(load(flip, at)).add(load(product, at));
      IntVector other = known.and(one).add(load(y, at)).sub(chosen);
      IntVector mask = down(load(e, i), j).and(1).neg();
      xor(chosen, mask.and(xor(chosen, other))).intoArray(y, at);
    }
    ScalarLanes.choose(e, j, r, one, flip, product, y, i, n);
  }

  private static IntVector down(IntVector a, int shift) {
    return a.lanewise(VectorOperators.LSHR, shift);
  }

  private static IntVector up(IntVector a, int shift) {
    return a.lanewise(VectorOperators.LSHL, shift);
  }

  private static IntVector load(int[] from, int at) {
    return IntVector.fromArray(S, from, at);
  }

  private static IntVector xor(IntVector a, IntVector b) {
    return a.lanewise(VectorOperators.XOR, b);
  }
}
