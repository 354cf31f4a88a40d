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
      b.lanewise(VectorOperators.AND_NOT, s).intoArray(node, nodeAt + n + i);
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

  private static IntVector load(int[] from, int at) {
    return IntVector.fromArray(S, from, at);
  }

  private static IntVector xor(IntVector a, IntVector b) {
    return a.lanewise(VectorOperators.XOR, b);
  }
}
