package io.sharelens.testkit;

import java.util.Arrays;

/**
 * Counts of the values of one field, pooled over elements and runs: words and sliced numbers byte
 * by byte, residues and bits as they are.
 */
final class Histogram {
  private final WireField.Kind kind;
  private final boolean halfZero;
  private final long[][] counts;

  Histogram(WireField field, boolean halfZero) {
    this.kind = field.kind();
    this.halfZero = halfZero;
    this.counts =
        switch (kind) {
          case WORDS -> new long[Integer.BYTES][256];
          case RESIDUES -> new long[1][field.modulus()];
          case BITS -> new long[1][2];
          case BYTES -> new long[1][256];
          case PLANES -> bytes(field.bits());
        };
  }

  /** Outcomes of every byte of a number of {@code bits} bits, the last one perhaps in part. */
  private static long[][] bytes(int bits) {
    long[][] outcomes = new long[(bits + 7) / 8][];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = new long[1 << Math.min(8, bits - 8 * i)];
    }
    return outcomes;
  }

  void add(int value) {
    if (kind == WireField.Kind.WORDS || kind == WireField.Kind.PLANES) {
      for (int i = 0; i < counts.length; i++) {
        counts[i][value >>> (8 * i) & 0xff]++;
      }
    } else {
      counts[0][value]++;
    }
  }

  /** Fails if what was counted is not distributed as it must be, or is too little to tell. */
  void check(String what) {
    for (int i = 0; i < counts.length; i++) {
      String name = counts.length == 1 ? what : what + ", byte " + i;
      long[] c = counts[i];
      if (!Statistics.enough(Arrays.stream(c).sum(), c.length)) {
        throw new AssertionError(name + ": too few samples for " + c.length + " outcomes");
      }
      double[] p = new double[c.length];
      Arrays.fill(p, halfZero ? 0.5 / (c.length - 1) : 1.0 / c.length);
      if (halfZero) {
        p[0] = 0.5;
      }
      Statistics.requireDistribution(name, c, p);
    }
  }
}
