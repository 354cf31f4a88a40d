package io.sharelens.plugins.adder;

/** Word by word: where there is no Vector API, and what it leaves over. */
final class ScalarLanes implements Lanes {
  @Override
  public void swap(int[] rows, int low, int high, int shift, int mask, int n) {
    swap(rows, low, high, shift, mask, 0, n);
  }

  @Override
  public void add(int[] a, int aAt, int[] to, int toAt, int n) {
    add(a, aAt, to, toAt, 0, n);
  }

  @Override
  public void multiply(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n) {
    multiply(a, aAt, b, bAt, to, toAt, 0, n);
  }

  @Override
  public void multiplyAdd(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n) {
    multiplyAdd(a, aAt, b, bAt, to, toAt, 0, n);
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
  public void deal(int[] y, int[] c, int j, int[] flip, int[] product, int n) {
    deal(y, c, j, flip, product, 0, n);
  }

  @Override
  public void dealTop(
      int[] y, int[] c, int j, int ring, int[] share, int[] top, int[] flipped, int n) {
    dealTop(y, c, j, ring, share, top, flipped, 0, n);
  }

  @Override
  public void lift(int[] r, int ring, int[] top, int[] flipped, int[] y, int[] product) {
    lift(r, ring, top, flipped, y, product, 0);
  }

  @Override
  public void choose(int[] e, int j, int[] r, int one, int[] flip, int[] product, int[] y, int n) {
    choose(e, j, r, one, flip, product, y, 0, n);
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

  static void add(int[] a, int aAt, int[] to, int toAt, int from, int n) {
    for (int i = from; i < n; i++) {
      to[toAt + i] ^= a[aAt + i];
    }
  }

  static void multiply(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int from, int n) {
    for (int i = from; i < n; i++) {
      to[toAt + i] = a[aAt + i] & b[bAt + i];
    }
  }

  static void multiplyAdd(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int from, int n) {
    for (int i = from; i < n; i++) {
      to[toAt + i] ^= a[aAt + i] & b[bAt + i];
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

  static void deal(int[] y, int[] c, int j, int[] flip, int[] product, int from, int n) {
    for (int i = from; i < n; i++) {
      int at = j * n + i;
      int bit = c[i] >>> j & 1;
      flip[at] = bit - flip[at];
      product[at] = (y[at] & -bit) - product[at];
    }
  }

  static void dealTop(
      int[] y, int[] c, int j, int ring, int[] share, int[] top, int[] flipped, int from, int n) {
    for (int i = from; i < n; i++) {
      int at = j * n + i;
      int high = y[at] >>> ring - 1 & 1;
      share[at] = y[at] - share[at];
      top[at] = high - top[at];
      flipped[at] = (high & c[i] >>> j) - flipped[at];
    }
  }

  static void lift(int[] r, int ring, int[] top, int[] flipped, int[] y, int[] product, int from) {
    int up = 32 - ring;
    for (int i = from; i < r.length; i++) {
      int signed = r[i] << up;
      int small = ~(signed >> 31); // all ones where MSB(r) = 0
      y[i] -= (top[i] & small) << ring;
      product[i] -= (flipped[i] & small) << ring;
      r[i] = signed >> up;
    }
  }

  static void choose(
      int[] e, int j, int[] r, int one, int[] flip, int[] product, int[] y, int from, int n) {
    for (int i = from; i < n; i++) {
      int at = j * n + i;
      int whole = (r[at] & one) + y[at];
      int chosen = flip[at] * r[at] + product[at];
      y[at] = (e[i] >>> j & 1) == 1 ? whole - chosen : chosen;
    }
  }
}
