package io.sharelens.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values that one party sees in two runs of an operation on the same shares, field by field over
 * many sessions. With masks used once, the values, the differences between the two runs, and those
 * between neighbouring elements are all uniform.
 */
final class Samples {
  private final Map<String, Histogram> histograms = new LinkedHashMap<>();

  /** Counts the values of the first run, and both kinds of differences. */
  void values(String name, WireField field, int[] first, int[] second, boolean halfZero) {
    Histogram plain = histogram(name, field, halfZero);
    for (int v : first) {
      plain.add(v);
    }
    if (halfZero) {
      return; // a difference of two such values is not uniform, nor need it be
    }
    Histogram runs = histogram(name + ", difference of two runs", field, false);
    for (int i = 0; i < first.length; i++) {
      runs.add(field.minus(second[i], first[i]));
    }
    Histogram neighbours = histogram(name + ", difference of neighbours", field, false);
    // Distinct pairs from both runs, for as many samples.
    for (int i = 0; i + 1 < first.length; i += 2) {
      neighbours.add(field.minus(first[i + 1], first[i]));
      neighbours.add(field.minus(second[i + 1], second[i]));
    }
  }

  private Histogram histogram(String name, WireField field, boolean halfZero) {
    return histograms.computeIfAbsent(name, n -> new Histogram(field, halfZero));
  }

  /** Fails if anything was not distributed as it must be. */
  void check(String what) {
    histograms.forEach((name, h) -> h.check(what + name));
  }
}
