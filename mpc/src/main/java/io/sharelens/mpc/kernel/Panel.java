package io.sharelens.mpc.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * One thread's block of columns for a {@link Product}, gathered so that all rows of weights can
 * pass over it while it stays in the second-level cache.
 */
final class Panel {
  /** Longest part of k: a panel of 256 KiB. */
  static final int DEPTH = (1 << 16) / Tiles.WIDTH;

  private static final int L = Tiles.L;
  private static final int WIDTH = Tiles.WIDTH;

  private final int[] panel;

  /**
   * @param depth longest part
   */
  Panel(int depth) {
    this.panel = new int[depth * WIDTH];
  }

  /**
   * Gathers {@code vectors} vectors of columns for {@code k .. k+part}.
   *
   * @param base of each column (see {@link Columns}), for all columns of the vectors
   */
  void gather(Columns columns, int[] base, int vectors, int k, int part) {
    int[] source = columns.source();
    int[] offset = columns.offset();
    for (int v = 0; v < vectors; v++) {
      int b = v * L;
      int split = split(base, b);
      if (split == L) {
        oneRun(source, offset, base[b], k, part, b);
      } else if (split > 0) {
        twoRuns(source, offset, base[b], base[b + split] - split, split, k, part, b);
      } else {
        any(source, offset, base, b, k, part);
      }
    }
  }

  /**
   * How many columns of a vector lie one after the other, if the rest does so too; otherwise -1.
   * Most vectors of a convolution are of this kind: they meet the end of one row of windows.
   */
  private static int split(int[] base, int b) {
    int first = 1;
    while (first < L && base[b + first] == base[b] + first) {
      first++;
    }
    for (int i = first + 1; i < L; i++) {
      if (base[b + i] != base[b + first] + i - first) {
        return -1;
      }
    }
    // Both runs are read at full length: the first must not end after the second.
    return first == L || base[b + first] >= base[b] + first ? first : -1;
  }

  private void oneRun(int[] source, int[] offset, int first, int k, int part, int to) {
    for (int i = 0; i < part; i++) {
      IntVector.fromArray(Tiles.S, source, first + offset[k + i]).intoArray(panel, to + i * WIDTH);
    }
  }

  private void twoRuns(
      int[] source, int[] offset, int first, int second, int split, int k, int part, int to) {
    VectorMask<Integer> rest = VectorMask.fromLong(Tiles.S, -1L << split & (1L << L) - 1);
    for (int i = 0; i < part; i++) {
      int o = offset[k + i];
      IntVector x = IntVector.fromArray(Tiles.S, source, first + o);
      IntVector y = IntVector.fromArray(Tiles.S, source, second + o);
      x.blend(y, rest).intoArray(panel, to + i * WIDTH);
    }
  }

  private void any(int[] source, int[] offset, int[] base, int b, int k, int part) {
    for (int i = 0; i < part; i++) {
      IntVector.fromArray(Tiles.S, source, offset[k + i], base, b).intoArray(panel, b + i * WIDTH);
    }
  }

  /**
   * The product of four rows of weights with the panel, plus sums so far.
   *
   * @param rows where each of the four rows begins in {@code weights}
   * @param from sums so far: four rows of a panel's width, the first at {@code f}
   * @param at where each of the four rows goes in {@code to}
   */
  void multiply(
      int[] weights, int[] rows, int vectors, int part, int[] from, int f, int[] to, int[] at) {
    if (vectors == 1) {
      Tiles.one(panel, weights, rows, part, from, f, to, at);
    } else if (vectors == 2) {
      Tiles.two(panel, weights, rows, part, from, f, to, at);
    } else {
      Tiles.four(panel, weights, rows, part, from, f, to, at);
    }
  }

  /** Vectors of the narrowest tile that has {@code columns}. */
  static int vectors(int columns) {
    int needed = (columns + L - 1) / L;
    return needed <= 2 ? needed : Tiles.VECTORS;
  }
}
