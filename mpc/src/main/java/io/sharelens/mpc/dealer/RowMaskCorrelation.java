package io.sharelens.mpc.dealer;

import io.sharelens.mpc.dealer.MaskRows.RowSeeds;

/**
 * Fresh rows of B for rows that will be stored masked. The two servers' seeds are drawn from the
 * session's streams, and the dealer keeps them durably. The second server gets one word as the
 * dealer's word that they are kept, and opens nothing before.
 *
 * <p>Count: rows. Parameters: columns, then the keys as {@link KeyList} writes them.
 */
public final class RowMaskCorrelation implements Correlation {
  public static final String KIND = "row-mask";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    int columns = Math.toIntExact(BaseCorrelations.param(request, 0, 1));
    long[] keys = KeyList.keys(request);
    long[] first = new long[2 * keys.length];
    long[] second = new long[2 * keys.length];
    out.own(1, first);
    out.own(2, second);
    RowSeeds[] seeds = new RowSeeds[keys.length];
    for (int i = 0; i < keys.length; i++) {
      seeds[i] = new RowSeeds(Permutations.seed(first, 2 * i), Permutations.seed(second, 2 * i));
    }
    rows.create(keys, columns, seeds);
    out.derivedBits(new long[1]);
  }

  /** This server's share of B, [rows, columns], row-major. */
  public static int[] read(MaterialReader in, int rows, int columns) {
    int[] b = new int[Math.multiplyExact(rows, columns)];
    long[] words = new long[2 * rows];
    for (int party = 1; party <= 2; party++) {
      if (in.own(party, words)) {
        RowDotCorrelation.expand(words, rows, columns, b);
      }
    }
    in.derivedBits(new long[1]);
    return b;
  }
}
