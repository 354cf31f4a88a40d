package io.sharelens.mpc.kernel;

import java.util.Arrays;

/**
 * Matrix product in blocks: {@code rows x depth} weights times {@link Columns}, plus a bias. A
 * block of columns is gathered into a {@link Panel}, part by part of the depth, and all rows of
 * weights pass over it, four at a time and read where they lie. Sums go straight to the output
 * after the last part.
 */
final class Product {
  private static final int WIDTH = Tiles.WIDTH;

  private final int[] weights;
  private final int rows;
  private final int depth;
  private final int part;
  private final Columns columns;
  private final Target target;

  /** Where element (row, p) of the product goes, and what it begins with. */
  record Target(int[] out, int start, int plane, int[] bias) {
    /**
     * @param start of the first image
     * @param plane words of a plane: element (row, p) has index {@code start + (p / plane * rows +
     *     row) * plane + p % plane}: NCHW of a convolution, or row-major with a plane of all
     *     columns
     * @param bias of each row; empty for none
     */
    Target {}
  }

  /**
   * @param weights rows x depth words
   */
  Product(int[] weights, int rows, Columns columns, Target target) {
    this.weights = weights;
    this.rows = rows;
    this.columns = columns;
    this.target = target;
    this.depth = columns.offset().length;
    int parts = Math.max(1, (depth + Panel.DEPTH - 1) / Panel.DEPTH);
    this.part = Math.max(1, (depth + parts - 1) / parts);
  }

  /** Computes everything. */
  void run(Workers workers) {
    int count = columns.count();
    if (count == 0 || rows == 0) {
      return;
    }
    int blocks = (count + WIDTH - 1) / WIDTH;
    int threads = workers.threads();
    // Where there are few blocks for many threads the rows are split as well.
    int groups = (rows + Tiles.ROWS - 1) / Tiles.ROWS;
    int splits = blocks < 8 * threads ? Math.min(groups, threads) : 1;
    int perSplit = (groups + splits - 1) / splits * Tiles.ROWS;
    // Several chunks for each thread, so that none waits long for the last.
    int perChunk = threads == 1 ? blocks : Math.max(1, blocks * splits / (8 * threads));
    int chunks = (blocks + perChunk - 1) / perChunk;
    workers.run(
        chunks * splits,
        i -> {
          int firstRow = i % splits * perSplit;
          int lastRow = Math.min(rows, firstRow + perSplit);
          if (firstRow < lastRow) {
            int from = i / splits * perChunk * WIDTH;
            chunk(from, Math.min(count, from + perChunk * WIDTH), firstRow, lastRow);
          }
        });
  }

  private void chunk(int from, int to, int firstRow, int lastRow) {
    Panel panel = new Panel(part);
    int tile = Tiles.rounded(lastRow - firstRow) * WIDTH;
    int[] bias = bias(firstRow, lastRow, tile);
    int[] sums = depth > part ? new int[tile] : bias;
    int[] base = new int[WIDTH];
    int[] stage = new int[Tiles.ROWS * WIDTH];
    int[] from4 = new int[Tiles.ROWS];
    int[] to4 = new int[Tiles.ROWS];
    for (int p = from; p < to; p += WIDTH) {
      int n = Math.min(WIDTH, to - p);
      int vectors = Panel.vectors(n);
      columns.base(p, n, base);
      Arrays.fill(base, n, WIDTH, base[n - 1]);
      boolean whole = n == vectors * Tiles.L && p % target.plane + n <= target.plane;
      int first = index(0, p);
      for (int k = 0; k == 0 || k < depth; k += part) {
        int steps = Math.min(part, depth - k);
        boolean last = k + part >= depth;
        int[] before = k == 0 ? bias : sums;
        panel.gather(columns, base, vectors, k, steps);
        for (int row = firstRow; row < lastRow; row += Tiles.ROWS) {
          rowsFrom(row, k, from4);
          int done = (row - firstRow) * WIDTH;
          if (!last) {
            strided(to4, done, WIDTH);
            panel.multiply(weights, from4, vectors, steps, before, done, sums, to4);
          } else if (whole && row + Tiles.ROWS <= lastRow) {
            strided(to4, first + row * target.plane, target.plane);
            panel.multiply(weights, from4, vectors, steps, before, done, target.out, to4);
          } else {
            strided(to4, 0, WIDTH);
            panel.multiply(weights, from4, vectors, steps, before, done, stage, to4);
            unstage(stage, p, n, row, Math.min(lastRow, row + Tiles.ROWS));
          }
        }
      }
    }
  }

  /** Past the last row its weights stand in; nobody reads what becomes of them. */
  private void rowsFrom(int row, int k, int[] starts) {
    for (int r = 0; r < starts.length; r++) {
      starts[r] = Math.min(row + r, rows - 1) * depth + k;
    }
  }

  private static void strided(int[] at, int start, int step) {
    for (int r = 0; r < at.length; r++) {
      at[r] = start + r * step;
    }
  }

  private int index(int row, int p) {
    return target.start + (p / target.plane * rows + row) * target.plane + p % target.plane;
  }

  /** What every tile of a chunk begins with. */
  private int[] bias(int firstRow, int lastRow, int tile) {
    int[] all = new int[tile];
    for (int row = firstRow; row < lastRow && target.bias.length > 0; row++) {
      int at = (row - firstRow) * WIDTH;
      Arrays.fill(all, at, at + WIDTH, target.bias[row]);
    }
    return all;
  }

  private void unstage(int[] stage, int from, int n, int firstRow, int lastRow) {
    for (int done = 0; done < n; ) {
      int p = from + done;
      int run = Math.min(n - done, target.plane - p % target.plane);
      for (int row = firstRow; row < lastRow; row++) {
        int s = (row - firstRow) * WIDTH + done;
        System.arraycopy(stage, s, target.out, index(row, p), run);
      }
      done += run;
    }
  }
}
