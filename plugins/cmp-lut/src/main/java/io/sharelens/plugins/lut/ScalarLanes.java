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
}
