package io.sharelens.mpc.dealer;

import io.sharelens.mpc.dealer.MaskRows.RowSeeds;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.random.Prg;
import java.util.Arrays;

/**
 * Masks for fresh vectors that meet stored rows: a [vectors, columns] random, and a * B^T. Costs
 * the second server one word for each pair of vector and row, nothing for the rows themselves.
 *
 * <p>Count: vectors. Parameters: columns, then the keys of the rows.
 */
public final class RowDotCorrelation implements Correlation {
  public static final String KIND = "row-dot";

  private static final int ROWS = 1 << 12;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    int columns = Math.toIntExact(BaseCorrelations.param(request, 0, 1));
    long[] keys = keys(request, 1);
    int vectors = request.count();
    int[] a = new int[Math.multiplyExact(vectors, columns)];
    out.random(a);
    for (int from = 0; from < keys.length; from += ROWS) {
      int n = Math.min(ROWS, keys.length - from);
      RowSeeds[] seeds = rows.find(Arrays.copyOfRange(keys, from, from + n), columns);
      int[] b = new int[n * columns];
      int[] row = new int[columns];
      for (int i = 0; i < n; i++) {
        add(new Prg(seeds[i].first(), 0), row, b, i * columns);
        add(new Prg(seeds[i].second(), 0), row, b, i * columns);
      }
      out.derived(KernelProvider.get().matmulTransposed(a, b, vectors, columns, n));
    }
  }

  /**
   * A server's half.
   *
   * @param a receives this server's share of the masks, [vectors, columns]
   * @return this server's share of a * B^T, [vectors, rows]
   */
  public static int[] read(MaterialReader in, int[] a, int vectors, int rows) {
    in.random(a);
    int[] dots = new int[Math.multiplyExact(vectors, rows)];
    for (int from = 0; from < rows; from += ROWS) {
      int n = Math.min(ROWS, rows - from);
      int[] part = new int[vectors * n];
      in.derived(part);
      for (int v = 0; v < vectors; v++) {
        System.arraycopy(part, v * n, dots, v * rows + from, n);
      }
    }
    return dots;
  }

  private static void add(Prg prg, int[] row, int[] b, int at) {
    prg.ints(row);
    for (int j = 0; j < row.length; j++) {
      b[at + j] += row[j];
    }
  }

  /** Expands one share of each row from its two seed words. */
  static void expand(long[] words, int rows, int columns, int[] out) {
    int[] row = new int[columns];
    for (int i = 0; i < rows; i++) {
      new Prg(Permutations.seed(words, 2 * i), 0).ints(row);
      System.arraycopy(row, 0, out, i * columns, columns);
    }
  }

  static long[] keys(DealerRequest request, int from) {
    long[] p = request.params();
    if (p.length < from) {
      throw LensException.protocol("bad-dealer-request", "bad parameters of " + request);
    }
    return Arrays.copyOfRange(p, from, p.length);
  }
}
