package io.sharelens.cli.bench;

/** How often works run, for as long as all parties want to go on. */
final class Warmth {
  /** Runs without getting faster by a tenth after which a work counts as warm. */
  private static final int SETTLED_RUNS = 12;

  private static final int MOST_RUNS = 100;

  private Warmth() {}

  /** Whether all parties say yes. */
  @FunctionalInterface
  interface Vote {
    boolean all(boolean yes);
  }

  /** Runs a step until it gets no faster: as it is in a server that is up for a while. */
  static void settle(Runnable step, BenchSpec.Effort effort, Vote vote) {
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    int since = 0;
    do {
      long before = System.nanoTime();
      step.run();
      double seconds = secondsSince(before);
      since = seconds < 0.9 * best ? 0 : since + 1;
      best = Math.min(best, seconds);
    } while (vote.all(since < SETTLED_RUNS && secondsSince(start) < effort.warmUpSeconds()));
  }

  /** Whether there is time for one more run. */
  static boolean again(long start, int runs, BenchSpec.Effort effort) {
    return secondsSince(start) < effort.repeatSeconds() && runs < MOST_RUNS;
  }

  static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
