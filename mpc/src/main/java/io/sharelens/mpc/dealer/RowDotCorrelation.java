package io.sharelens.mpc.dealer;

import io.sharelens.mpc.random.Prg;
import java.util.Arrays;

/**
 * Masks for fresh vectors that meet stored rows: a [vectors, columns] random, and a * B^T. Costs
 * the second server one word for each pair of vector and row, nothing for the rows themselves.
 *
 * <p>Count: vectors. Parameters: columns, then the keys of the rows as {@link KeyList} writes them.
 */
public final class RowDotCorrelation implements Correlation {
  public static final String KIND = "row-dot";

  /** Rows whose products are dealt at a time; both halves use the same number. */
  private static final int ROWS = 1 << 12;

  @Override
  public String kind() {
    return KIND;
  }

  /** Parameters of a request for products with these rows. */
  public static long[] params(int columns, long[] keys) {
    return KeyList.params(columns, keys);
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    int columns = Math.toIntExact(BaseCorrelations.param(request, 0, 1));
    long[] keys = KeyList.keys(request);
    int vectors = request.count();
    int[] a = new int[Math.multiplyExact(vectors, columns)];
    out.random(a);
    for (int from = 0; from < keys.length; from += ROWS) {
      int n = Math.min(ROWS, keys.length - from);
      out.derived(rows.products(Arrays.copyOfRange(keys, from, from + n), columns, a, vectors));
    }
  }

  /** A server's share of the masks, [vectors, columns]: read first, needs no word of the dealer. */
  public static void readMasks(MaterialReader in, int[] a) {
    in.random(a);
  }

  /**
   * A server's share of a * B^T, read when it is needed: the dealer may be at work meanwhile.
   *
   * @param dots [vectors, rows] to which the share is added
   */
  public static void addDots(MaterialReader in, int[] dots, int vectors, int rows) {
    for (int from = 0; from < rows; from += ROWS) {
      int n = Math.min(ROWS, rows - from);
      int[] part = new int[vectors * n];
      in.derived(part);
      for (int v = 0; v < vectors; v++) {
        for (int i = 0; i < n; i++) {
          dots[v * rows + from + i] += part[v * n + i];
        }
      }
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
}
