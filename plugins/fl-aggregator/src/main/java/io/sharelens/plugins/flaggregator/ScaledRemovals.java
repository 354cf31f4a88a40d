package io.sharelens.plugins.flaggregator;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.federation.SumProgramme.Removal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Leavers' updates times public factors, subtracted from a sum while all are secret, so that one
 * combination is opened.
 *
 * <p>A factor is c + r, c whole and |r| at most 1/2. u is cut by a faithful truncation into 2^15 t
 * + l, exactly, whatever way the truncation errs. With a = round(2^15 r) and rho = 2^15 r - a,
 *
 * <pre>factor * u = c u + a t + (rho t + r l)</pre>
 *
 * where the bracket is the only part that is no whole multiple of secrets: it is taken with 14 more
 * bits and truncated. For |u| below 2^30 the result is off by at most {@value #ERROR} words: 1 of
 * the truncation, 2 of the two rounded constants (of which |t| and |l| stay below 2^15). The words
 * that are truncated stay below 2^30.
 *
 * <p>Two truncations of as many words as the removals have together, so 16 bytes online and 16 from
 * the dealer for each word of a removal, in two rounds for blocks of up to 2^20 words.
 */
final class ScaledRemovals {
  /** Words by which one scaled update can be off. */
  static final int ERROR = 3;

  /** Removals that are worked on together. */
  private static final int GROUP = 4;

  private static final int CUT = 15;
  private static final int MORE = 14;

  private final Arithmetic arithmetic;
  private final List<Removal> removals;

  /** All removals, a few at a time: memory does not grow with their number. */
  static List<ScaledRemovals> groups(Arithmetic arithmetic, List<Removal> removals) {
    List<ScaledRemovals> groups = new ArrayList<>();
    for (int from = 0; from < removals.size(); from += GROUP) {
      int to = Math.min(removals.size(), from + GROUP);
      groups.add(new ScaledRemovals(arithmetic, removals.subList(from, to)));
    }
    return groups;
  }

  private ScaledRemovals(Arithmetic arithmetic, List<Removal> removals) {
    this.arithmetic = arithmetic;
    this.removals = removals;
  }

  /**
   * Reads the next words of all removals and subtracts them.
   *
   * @param sum of the updates
   * @param weights words of it that are changes of weights, from the first
   */
  SharedTensor subtract(SharedTensor sum, int weights) {
    if (weights == 0) {
      return sum;
    }
    Shape all = Shape.of(removals.size(), weights);
    SharedTensor u = read(all);
    SharedTensor high = arithmetic.truncate(u, CUT);
    SharedTensor low = arithmetic.subtract(u, arithmetic.multiplyPublic(high, 1 << CUT));
    SharedTensor rest =
        arithmetic.truncate(
            arithmetic.add(
                times(high, f -> Math.scalb(f.beyond(), MORE)),
                times(low, f -> Math.scalb(f.part(), MORE))),
            MORE);
    SharedTensor scaled =
        arithmetic.add(arithmetic.add(times(u, Factor::whole), times(high, Factor::cut)), rest);
    return arithmetic.subtract(sum, padded(scaled, weights, sum.shape()));
  }

  private SharedTensor read(Shape all) {
    int n = all.dim(1);
    int[] words = new int[all.size()];
    int[] part = new int[n];
    for (int j = 0; j < removals.size(); j++) {
      removals.get(j).share().read(part);
      System.arraycopy(part, 0, words, j * n, n);
    }
    return new AdditiveTensor(all, words);
  }

  /** A removal's factor in parts. */
  private record Factor(double whole, double part) {
    static Factor of(Removal removal) {
      double whole = Math.rint(removal.factor());
      return new Factor(whole, removal.factor() - whole);
    }

    /** Multiplier of the upper part of u. */
    double cut() {
      return Math.rint(Math.scalb(part, CUT));
    }

    /** What its rounding left. */
    double beyond() {
      return Math.scalb(part, CUT) - cut();
    }
  }

  @FunctionalInterface
  private interface Multiplier {
    double of(Factor factor);
  }

  /** Each removal's words times a whole number of its own. */
  private SharedTensor times(SharedTensor a, Multiplier multiplier) {
    int n = a.shape().dim(1);
    int[] factors = new int[a.size()];
    for (int j = 0; j < removals.size(); j++) {
      int factor = (int) Math.rint(multiplier.of(Factor.of(removals.get(j))));
      Arrays.fill(factors, j * n, (j + 1) * n, factor);
    }
    return arithmetic.multiplyPublic(a, factors);
  }

  /** The sum of all removals, with zeros behind the weights. */
  private SharedTensor padded(SharedTensor scaled, int weights, Shape shape) {
    SharedTensor total = arithmetic.constant(Shape.of(weights), new int[weights]);
    for (int j = 0; j < removals.size(); j++) {
      SharedTensor one = arithmetic.take(scaled, 0, j, 1, 1);
      total = arithmetic.add(total, arithmetic.reshape(one, Shape.of(weights)));
    }
    int behind = shape.size() - weights;
    return behind == 0
        ? total
        : arithmetic.concat(
            List.of(total, arithmetic.constant(Shape.of(behind), new int[behind])), shape);
  }
}
