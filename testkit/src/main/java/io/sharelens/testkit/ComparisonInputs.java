package io.sharelens.testkit;

import io.sharelens.mpc.ring.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;

/** Values and splits on which comparisons go wrong first, with random ones between them. */
final class ComparisonInputs {
  private static final int[] SPLITS = {0, 1, -1, 1 << 31, (1 << 31) - 1, (1 << 31) + 1, 1 << 30};

  private ComparisonInputs() {}

  /** Left and right operands. */
  record Pair(Secret a, Secret b, int[] left, int[] right) {}

  /** Edge values within the operation's range, each with several splits, then random values. */
  static Pair edges(Operation operation, int n, Random random) {
    long[] edges = edgeValues(operation);
    int[] a = new int[n];
    int[] b = new int[n];
    int[] first = new int[n];
    for (int i = 0; i < n; i++) {
      // An odd period, so that a block boundary meets every kind of value in some size.
      boolean edge = i % 5 != 4;
      long range = operation.range();
      long d = edge ? edges[i % edges.length] : random.nextLong(-range, Math.min(range, 1L << 31));
      b[i] =
          switch (operation.kind()) {
            case MAX -> second(d, i, random);
            case POOL -> rival(d, i, range, random);
            default -> 0;
          };
      a[i] = (int) (operation.kind() == Operation.Kind.POOL ? d : b[i] + d);
      first[i] = i % 3 == 0 ? random.nextInt() : SPLITS[i / edges.length % SPLITS.length];
    }
    return pair(a, b, first, random);
  }

  /** All elements {@code difference} apart. */
  static Pair equal(int n, int difference, Random random) {
    int[] a = new int[n];
    Arrays.fill(a, difference);
    int[] first = new int[n];
    for (int i = 0; i < n; i++) {
      first[i] = random.nextInt();
    }
    return pair(a, new int[n], first, random);
  }

  /** The given differences from 0. */
  static Pair of(int[] a, Random random) {
    int[] first = new int[a.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = random.nextInt();
    }
    return pair(a, new int[a.length], first, random);
  }

  private static Pair pair(int[] a, int[] b, int[] first, Random random) {
    Shape shape = Shape.of(a.length);
    return new Pair(Secret.split(shape, a, first), Secret.of(shape, b, random), a, b);
  }

  /** A value beside {@code a}, or anywhere in the range. */
  private static int rival(long a, int i, long range, Random random) {
    long near = a + i % 3 - 1;
    return (int) (i % 2 == 0 || Math.abs(near) > range ? random.nextLong(-range, range) : near);
  }

  /** A right operand for which both operands are words. */
  private static int second(long difference, int i, Random random) {
    long low = Math.max(Integer.MIN_VALUE, Integer.MIN_VALUE - difference);
    long high = Math.min(Integer.MAX_VALUE, Integer.MAX_VALUE - difference);
    return switch (i % 4) {
      case 0 -> (int) low;
      case 1 -> (int) high;
      default -> (int) random.nextLong(low, high + 1);
    };
  }

  /** 0, +-1, +-2^k, +-2^k +- 1 and the ends of the range. */
  private static long[] edgeValues(Operation operation) {
    long range = operation.range();
    TreeSet<Long> values = new TreeSet<>();
    for (int k = 0; k <= 31; k++) {
      for (int d = -1; d <= 1; d++) {
        values.add((1L << k) + d);
        values.add(-(1L << k) + d);
      }
    }
    values.add(range);
    values.add(-range);
    return values.stream()
        .filter(v -> Math.abs(v) <= range && v <= Integer.MAX_VALUE)
        .mapToLong(Long::longValue)
        .toArray();
  }
}
