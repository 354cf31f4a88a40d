package io.sharelens.mpc.dealer;

import io.sharelens.mpc.error.LensException;

/**
 * Share translation for a secret permutation (Chase, Ghosh, Poburinnaya 2020, with a dealer in
 * place of oblivious transfer): server p knows its permutation, the other server has a random mask
 * a, and the two share pi(a). Done twice, once for each server's permutation. The dealer knows
 * both; the servers permute by a third one, unknown to it, before.
 *
 * <p>Count: rows. Parameters: number of columns.
 */
public final class ShuffleCorrelation implements Correlation {
  public static final String KIND = "shuffle";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    int columns = Math.toIntExact(BaseCorrelations.param(request, 0, 1));
    if (columns > 64) {
      throw LensException.protocol("bad-dealer-request", "cannot shuffle " + columns + " columns");
    }
    int n = request.count();
    long[] seed = new long[Permutations.SEED_WORDS];
    long[] mask = new long[(n + 1) / 2];
    for (int permuting = 1; permuting <= 2; permuting++) {
      out.own(permuting, seed);
      int[] pi = Permutations.fromWords(seed, n);
      for (int c = 0; c < columns; c++) {
        out.own(3 - permuting, mask);
        out.derived(Permutations.apply(pi, ints(mask, n)));
      }
    }
  }

  /** The first {@code n} half words. */
  static int[] ints(long[] words, int n) {
    int[] r = new int[n];
    for (int i = 0; i < n; i++) {
      r[i] = (int) (words[i >> 1] >>> (32 * (i & 1)));
    }
    return r;
  }

  /** A server's half, for one of the two permuting servers. */
  public static Translation read(MaterialReader in, int permuting, int columns, int n) {
    long[] seed = new long[Permutations.SEED_WORDS];
    boolean mine = in.own(permuting, seed);
    int[][] masks = new int[columns][];
    int[][] translated = new int[columns][n];
    long[] mask = new long[(n + 1) / 2];
    for (int c = 0; c < columns; c++) {
      masks[c] = in.own(3 - permuting, mask) ? ints(mask, n) : new int[0];
      in.derived(translated[c]);
    }
    return new Translation(mine ? Permutations.fromWords(seed, n) : new int[0], masks, translated);
  }

  /**
   * One server's part.
   *
   * @param permutation at the permuting server, else empty
   * @param masks a for each column at the other server, else empty
   * @param translated this server's shares of pi(a) for each column
   */
  public record Translation(int[] permutation, int[][] masks, int[][] translated) {}
}
