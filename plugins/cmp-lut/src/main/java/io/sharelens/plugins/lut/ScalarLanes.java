package io.sharelens.plugins.lut;

/** Word by word: where there is no Vector API, and what it leaves over. */
final class ScalarLanes implements Lanes {
  @Override
  public void swap(int[] rows, int low, int high, int shift, int mask, int n) {
    swap(rows, low, high, shift, mask, 0, n);
  }

  @Override
  public void sum(int[] a, int[] b, int planes, int n) {
    sum(a, b, planes, 0, n);
  }

  @Override
  public void multiplyAdd(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n) {
    multiplyAdd(a, aAt, b, bAt, to, toAt, 0, n);
  }

  @Override
  public void add(int[] a, int aAt, int[] to, int toAt, int n) {
    add(a, aAt, to, toAt, 0, n);
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
    leaf(left, leftAt, right, rightAt, index, indexAt, node, nodeAt, 0, n);
  }

  @Override
  public void join(int[] node, int left, int right, int[] index, int indexAt, int n) {
    join(node, left, right, index, indexAt, 0, n);
  }

  @Override
  public void literal(int[] a, int aAt, int flip, boolean and, int[] to, int toAt, int n) {
    literal(a, aAt, flip, and, to, toAt, 0, n);
  }

  @Override
  public void sumShifted(int[] a, int[] b, int shift) {
    sumShifted(a, b, shift, 0);
  }

  @Override
  public void pack(int[] words, int from, int mask, int shift, int[] to, int toAt, int n) {
    pack(words, from, mask, shift, to, toAt, 0, n);
  }

  @Override
  public void unpack(
      int[] packed, int from, int shift, boolean spills, int mask, int[] words, int to, int n) {
    unpack(packed, from, shift, spills, mask, words, to, 0, n);
  }

  @Override
  public void multiply(int[] r, int[] c, int[] x, int shift, int one, int[] product) {
    multiply(r, c, x, shift, one, product, 0);
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
    lift(top, j, wrap, high, flipped, ring, a, product, 0, n);
  }

  @Override
  public void choose(int[] e, int j, int[] a, int[] product, int n) {
    choose(e, j, a, product, 0, n);
  }

  @Override
  public void spread(
      int[] sum, int[] c, int j, int ring, int[] flip, int[] masked, int[] top, int n) {
    spread(sum, c, j, ring, flip, masked, top, 0, n);
  }

  static void swap(int[] rows, int low, int high, int shift, int mask, int from, int n) {
    for (int i = from; i < n; i++) {
      int a = rows[low + i];
      int b = rows[high + i];
      int t = (a >>> shift ^ b) & mask;
      rows[low + i] = a ^ t << shift;
      rows[high + i] = b ^ t;
    }
  }

  static void sum(int[] a, int[] b, int planes, int from, int n) {
    for (int i = from; i < n; i++) {
      int carry = 0;
      for (int at = i; at < planes * n; at += n) {
        int x = a[at];
        int y = b[at];
        int differ = x ^ y;
        a[at] = differ ^ carry;
        carry = x & y | carry & differ;
      }
    }
  }

  static void multiplyAdd(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int from, int n) {
    for (int i = from; i < n; i++) {
      to[toAt + i] ^= a[aAt + i] & b[bAt + i];
    }
  }

  static void add(int[] a, int aAt, int[] to, int toAt, int from, int n) {
    for (int i = from; i < n; i++) {
      to[toAt + i] ^= a[aAt + i];
    }
  }

  static void leaf(
      int[] left,
      int leftAt,
      int[] right,
      int rightAt,
      int[] index,
      int indexAt,
      int[] node,
      int nodeAt,
      int from,
      int n) {
    for (int i = from; i < n; i++) {
      int a = left[leftAt + i];
      int b = right[rightAt + i];
      int s = index[indexAt + i];
      node[nodeAt + i] = a ^ s & (a ^ b);
      node[nodeAt + n + i] = b & ~s;
      node[nodeAt + 2 * n + i] = a ^ b;
    }
  }

  static void join(int[] node, int left, int right, int[] index, int indexAt, int from, int n) {
    for (int i = from; i < n; i++) {
      int s = index[indexAt + i];
      int any = node[right + 2 * n + i];
      int eq = node[left + i];
      int lt = node[left + n + i] ^ any;
      node[left + i] = eq ^ s & (eq ^ node[right + i]);
      node[left + n + i] = lt ^ s & (lt ^ node[right + n + i]);
      node[left + 2 * n + i] ^= any;
    }
  }

  static void literal(
      int[] a, int aAt, int flip, boolean and, int[] to, int toAt, int from, int n) {
    for (int i = from; i < n; i++) {
      int v = a[aAt + i] ^ flip;
      to[toAt + i] = and ? to[toAt + i] & v : v;
    }
  }

  static void sumShifted(int[] a, int[] b, int shift, int from) {
    for (int i = from; i < a.length; i++) {
      a[i] = (a[i] >>> shift) + (b[i] >>> shift);
    }
  }

  static void pack(
      int[] words, int wordsAt, int mask, int shift, int[] to, int toAt, int from, int n) {
    for (int i = from; i < n; i++) {
      int v = words[wordsAt + i] & mask;
      to[toAt + i] |= shift < 0 ? v >>> -shift : v << shift;
    }
  }

  static void unpack(
      int[] packed,
      int packedAt,
      int shift,
      boolean spills,
      int mask,
      int[] words,
      int to,
      int from,
      int n) {
    for (int i = from; i < n; i++) {
      int v = packed[packedAt + i] >>> shift;
      words[to + i] = (spills ? v | packed[packedAt + n + i] << 32 - shift : v) & mask;
    }
  }

  static void multiply(int[] r, int[] c, int[] x, int shift, int one, int[] product, int from) {
    for (int i = from; i < r.length; i++) {
      product[i] = r[i] * c[i] - product[i];
      r[i] = one * r[i] - (x[i] >>> shift);
    }
  }

  static void lift(
      int[] top,
      int j,
      int[] wrap,
      int[] high,
      int[] flipped,
      int ring,
      int[] a,
      int[] product,
      int from,
      int n) {
    for (int i = from; i < n; i++) {
      int at = j * n + i;
      int small = (top[i] >>> j & 1) - 1; // all ones where MSB(r) = 0
      a[at] += wrap[at] + (high[at] & small) << ring;
      product[at] += (flipped[at] & small) << ring;
    }
  }

  static void choose(int[] e, int j, int[] a, int[] product, int from, int n) {
    for (int i = from; i < n; i++) {
      int at = j * n + i;
      a[at] = (e[i] >>> j & 1) == 1 ? a[at] - product[at] : product[at];
    }
  }

  static void spread(
      int[] sum, int[] c, int j, int ring, int[] flip, int[] masked, int[] top, int from, int n) {
    int all = -1 >>> 32 - ring;
    for (int i = from; i < n; i++) {
      int at = j * n + i;
      int bit = c[i] >>> j & 1;
      int s = sum[at];
      flip[at] = bit;
      masked[at] = s & all & -bit;
      top[at] = s >>> ring - 1 & 1;
      sum[at] = s >>> (ring & 31) & 1;
    }
  }
}
