package io.sharelens.plugins.indexflat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Divides secret vectors by their public sums: the result sums up to {@code target}, a little below
 * 2^20.
 *
 * <p>A vector v with sum S is first cut by p bits so that S' = S / 2^p &lt; 2^20. Then v target /
 * S' = (v C1 + v C2 / 2^9) / 2^9, where C1 is the integer part of x = target 2^9 / S' and C2 the
 * first 9 bits of its fraction: at least 18 significant bits together. Numbers are not negative, so
 * none exceeds S': v C1 &lt; 2^29, v C2 &lt; 2^29, their sum &lt; 2^29 + 2^20.
 *
 * <p>Each of the truncations adds at most 1 unit a number, and the first at most dimension / 2^19
 * of the sum: the sum of the result is at most target + 4 dimension.
 */
final class SumScale {
  private static final int SUM_BITS = 20;
  private static final int STEP = 9;

  private final Arithmetic arithmetic;
  private final int dimension;
  private final int target;

  SumScale(Arithmetic arithmetic, int dimension) {
    this.arithmetic = arithmetic;
    this.dimension = dimension;
    // Room for the errors: see SumIndex, which needs sums of at most 2^20 - 2^11.
    this.target = (1 << SUM_BITS) - (1 << 11) - 4 * dimension;
  }

  /** What a normalised vector sums up to, in units of 2^-20, before rounding. */
  int target() {
    return target;
  }

  /**
   * @param vectors [n, dimension], not negative
   * @param sums their n public sums; a vector with a sum of 0 (or less, which no honest feature
   *     has) becomes zero
   */
  SharedTensor divide(SharedTensor vectors, int[] sums) {
    int n = sums.length;
    int[] shift = new int[n];
    int[] whole = new int[n * dimension];
    int[] fraction = new int[n * dimension];
    for (int i = 0; i < n; i++) {
      if (sums[i] <= 0) {
        continue;
      }
      shift[i] = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(sums[i]) - SUM_BITS);
      long x = ((long) target << (2 * STEP + shift[i])) / sums[i];
      for (int c = i * dimension; c < (i + 1) * dimension; c++) {
        whole[c] = (int) (x >> STEP);
        fraction[c] = (int) (x & ((1 << STEP) - 1));
      }
    }
    SharedTensor v = cut(vectors, shift);
    SharedTensor low = arithmetic.truncate(arithmetic.multiplyPublic(v, fraction), STEP);
    return arithmetic.truncate(arithmetic.add(arithmetic.multiplyPublic(v, whole), low), STEP);
  }

  /** Truncates row i by {@code shift[i]} bits: one truncation for each public amount there is. */
  private SharedTensor cut(SharedTensor vectors, int[] shift) {
    var amounts = new TreeSet<Integer>();
    for (int s : shift) {
      amounts.add(s);
    }
    List<SharedTensor> parts = new ArrayList<>();
    int[] back = new int[vectors.size()];
    int done = 0;
    for (int amount : amounts) {
      int[] index = new int[vectors.size()];
      int count = 0;
      for (int i = 0; i < index.length; i++) {
        if (shift[i / dimension] == amount) {
          back[i] = done + count;
          index[count++] = i;
        }
      }
      int[] used = Arrays.copyOf(index, count);
      parts.add(arithmetic.truncate(arithmetic.gather(vectors, used, Shape.of(count)), amount));
      done += count;
    }
    return arithmetic.gather(arithmetic.concat(parts, Shape.of(done)), back, vectors.shape());
  }
}
