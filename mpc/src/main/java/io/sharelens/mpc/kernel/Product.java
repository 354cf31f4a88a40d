package io.sharelens.mpc.kernel;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;

/**
 * Matrix product in blocks: {@code rows x depth} weights times {@link Columns}. A block of columns
 * is gathered into a panel that stays in the cache while all rows of weights pass over it.
 */
final class Product {
  private static final int L = Tiles.L;

  /** Four vectors of columns where there are 32 registers, two where there are 16 (AVX2). */
  private static final int VECTORS = L == 8 ? 2 : 4;

  /** Columns of a block. */
  static final int WIDTH = VECTORS * L;

  /** Rows k of a panel: 256 KiB with 64 columns, well inside a second-level cache. */
  private static final int DEPTH = 1024;

  private final int[] weights;
  private final int rows;
  private final Columns columns;
  private final int[] out;
  private final int outStart;
  private final int plane;

  /**
   * @param weights rows x depth words
   * @param out element (row, p) goes to {@code outStart + (p / plane * rows + row) * plane + p %
   *     plane}: NCHW of a convolution, or row-major with a plane of all columns
   */
  Product(int[] weights, int rows, Columns columns, int[] out, int outStart, int plane) {
    this.weights = weights;
    this.rows = rows;
    this.columns = columns;
    this.out = out;
    this.outStart = outStart;
    this.plane = plane;
  }

  /** Computes everything. */
  void run(Workers workers) {
    int blocks = (columns.count() + WIDTH - 1) / WIDTH;
    if (blocks == 0 || rows == 0) {
      return;
    }
    // With fewer blocks than threads the rows are split as well.
    int groups = (rows + 3) / 4;
    int splits = Math.min(groups, (workers.threads() + blocks - 1) / blocks);
    int perSplit = (groups + splits - 1) / splits * 4;
    workers.run(
        blocks * splits,
        i -> {
          int firstRow = i % splits * perSplit;
          int lastRow = Math.min(rows, firstRow + perSplit);
          if (firstRow < lastRow) {
            block(i / splits * WIDTH, firstRow, lastRow);
          }
        });
  }

  private void block(int from, int firstRow, int lastRow) {
    int n = Math.min(WIDTH, columns.count() - from);
    int depth = columns.offset().length;
    int[] base = new int[WIDTH];
    columns.base(from, n, base);
    Arrays.fill(base, n, WIDTH, base[n - 1]);
    int[] panel = new int[Math.min(DEPTH, depth) * WIDTH];
    int[] tile = new int[(lastRow - firstRow + 3) / 4 * 4 * WIDTH];
    int vectors = (n + L - 1) / L;
    for (int k = 0; k < depth; k += DEPTH) {
      int part = Math.min(DEPTH, depth - k);
      gather(base, vectors, k, part, panel);
      for (int row = firstRow; row < lastRow; row += 4) {
        Tiles.Rows four = rowsFrom(row, k, depth);
        int t = (row - firstRow) * WIDTH;
        if (vectors == 1) {
          Tiles.one(tile, t, panel, part, WIDTH, four);
        } else if (VECTORS == 2 || vectors == 2) {
          Tiles.two(tile, t, panel, part, WIDTH, four);
        } else {
          Tiles.four(tile, t, panel, part, four);
        }
      }
    }
    scatter(tile, from, n, firstRow, lastRow);
  }

  /** Past the last row its weights stand in; their sums land in rows of the tile nobody reads. */
  private Tiles.Rows rowsFrom(int row, int k, int depth) {
    int last = (rows - 1) * depth + k;
    int r = row * depth + k;
    return new Tiles.Rows(
        weights,
        r,
        Math.min(r + depth, last),
        Math.min(r + 2 * depth, last),
        Math.min(r + 3 * depth, last));
  }

  private void gather(int[] base, int vectors, int k, int part, int[] panel) {
    for (int v = 0; v < vectors; v++) {
      int b = v * L;
      if (isRun(base, b)) {
        gatherRun(base[b], k, part, panel, b);
      } else {
        gatherAny(base, b, k, part, panel);
      }
    }
  }

  /** True if the columns of a vector lie one after the other in the source. */
  private static boolean isRun(int[] base, int b) {
    for (int i = 1; i < L; i++) {
      if (base[b + i] != base[b] + i) {
        return false;
      }
    }
    return true;
  }

  private void gatherRun(int first, int k, int part, int[] panel, int to) {
    int[] source = columns.source();
    int[] offset = columns.offset();
    for (int i = 0; i < part; i++) {
      IntVector.fromArray(Tiles.S, source, first + offset[k + i]).intoArray(panel, to + i * WIDTH);
    }
  }

  private void gatherAny(int[] base, int b, int k, int part, int[] panel) {
    int[] source = columns.source();
    int[] offset = columns.offset();
    for (int i = 0; i < part; i++) {
      IntVector.fromArray(Tiles.S, source, offset[k + i], base, b).intoArray(panel, b + i * WIDTH);
    }
  }

  private void scatter(int[] tile, int from, int n, int firstRow, int lastRow) {
    for (int done = 0; done < n; ) {
      int p = from + done;
      int run = Math.min(n - done, plane - p % plane);
      for (int row = firstRow; row < lastRow; row++) {
        int to = outStart + (p / plane * rows + row) * plane + p % plane;
        System.arraycopy(tile, (row - firstRow) * WIDTH + done, out, to, run);
      }
      done += run;
    }
  }
}
