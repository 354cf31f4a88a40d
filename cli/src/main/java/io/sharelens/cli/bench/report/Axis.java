package io.sharelens.cli.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Maps values to pixels and chooses ticks.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}
 */
record Axis(boolean log, double low, double high, double from, double to) {
  /** An axis that holds all values; a linear one begins at 0. */
  static Axis over(boolean log, DoubleStream values, double from, double to) {
    double[] all = values.filter(v -> Double.isFinite(v) && (!log || v > 0)).toArray();
    double least = DoubleStream.of(all).min().orElse(log ? 1 : 0);
    double most = DoubleStream.of(all).max().orElse(1);
    if (log) {
      double low = Math.pow(10, Math.floor(Math.log10(least)));
      double high = Math.pow(10, Math.ceil(Math.log10(most)));
      return new Axis(true, low, high > low ? high : low * 10, from, to);
    }
    double step = step(most <= 0 ? 1 : most);
    return new Axis(false, 0, step * Math.ceil(Math.max(most, step) / step), from, to);
  }

  double pixel(double value) {
    double part =
        log
            ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
            : (value - low) / (high - low);
    return from + part * (to - from);
  }

  boolean holds(double value) {
    return Double.isFinite(value) && (!log || value > 0);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (log) {
      for (double t = low; t <= high * 1.0001; t *= 10) {
        ticks.add(t);
      }
      return ticks;
    }
    double step = step(high);
    for (int i = 0; i * step <= high * 1.0001; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** 1, 2 or 5 times a power of ten, so that there are about five ticks. */
  private static double step(double range) {
    double raw = range / 5;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double first = raw / power;
    return power * (first <= 1.0001 ? 1 : first <= 2.0001 ? 2 : first <= 5.0001 ? 5 : 10);
  }
}
