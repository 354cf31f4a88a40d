package io.sharelens.node.rehearsal;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Rehearsed queries one after the other: when there are enough of them, and what they say. The
 * first ones are slow, until the compiler has seen what they do. One thread uses it.
 */
final class RunSeries {
  static final int MOST = 240;

  /** So many of the last runs make the seconds. */
  private static final int COUNTED = 7;

  private static final int FEWEST = 3;
  private static final double WARM_SECONDS = 6;

  /** Short queries are warm after so many, whatever the time. */
  private static final int WARM_RUNS = 100;

  private static final double LONG_SECONDS = 40;

  /** A run this much faster than any before says that the compiler is not done. */
  private static final double FASTER = 0.95;

  private final boolean fixed;
  private final int wanted;
  private final List<Timed> runs = new ArrayList<>();
  private double spent;

  /**
   * @param fixed whether each run is to cost the same rounds and bytes
   */
  RunSeries(boolean fixed) {
    this.fixed = fixed;
    this.wanted = fixed ? COUNTED + 1 : 2 * COUNTED + 2;
  }

  /**
   * @param cost of the query
   * @param processorSeconds of the process meanwhile
   * @param disturbed whether it had to wait for a search
   */
  record Timed(SearchCost cost, double processorSeconds, boolean disturbed) {}

  void add(Timed run, double seconds) {
    runs.add(run);
    spent += seconds;
  }

  int size() {
    return runs.size();
  }

  /** How much is done, of a hundred. */
  int percent() {
    double byTime = spent / LONG_SECONDS;
    double byRuns =
        Math.min(
            (double) runs.size() / wanted,
            Math.max(spent / WARM_SECONDS, (double) runs.size() / WARM_RUNS));
    return (int) Math.clamp(100 * Math.max(byTime, byRuns), 0, 99);
  }

  boolean enough() {
    if (runs.size() < FEWEST) {
      return false;
    }
    if (runs.size() >= MOST || spent > LONG_SECONDS) {
      return true;
    }
    boolean warm = spent > WARM_SECONDS || runs.size() >= WARM_RUNS;
    return runs.size() >= wanted && warm && settled();
  }

  private boolean settled() {
    int from = runs.size() - COUNTED;
    double before = fastest(runs.subList(0, from));
    return fastest(runs.subList(from, runs.size())) > FASTER * before;
  }

  private static double fastest(List<Timed> some) {
    return some.stream().mapToDouble(r -> r.cost().seconds()).min().orElse(Double.MAX_VALUE);
  }

  /** Whether all runs cost the same rounds and bytes, as they should. */
  boolean exact() {
    SearchCost first = runs.getFirst().cost();
    return fixed
        && runs.stream()
            .map(Timed::cost)
            .allMatch(
                c ->
                    c.rounds() == first.rounds()
                        && c.onlineBytes() == first.onlineBytes()
                        && c.offlineBytes() == first.offlineBytes());
  }

  /** Means of rounds and bytes over all runs; seconds of the run that is the median of the last. */
  SearchCost typical() {
    Timed median = median();
    List<PhaseCost> phases = new ArrayList<>();
    for (int i = 0; i < median.cost().phases().size(); i++) {
      int p = i;
      PhaseCost of = median.cost().phases().get(p);
      phases.add(
          new PhaseCost(
              of.phase(),
              of.seconds(),
              mean(c -> c.phases().get(p).rounds()),
              mean(c -> c.phases().get(p).onlineBytes()),
              mean(c -> c.phases().get(p).offlineBytes())));
    }
    return new SearchCost(
        median.cost().seconds(),
        mean(SearchCost::rounds),
        mean(SearchCost::onlineBytes),
        mean(SearchCost::offlineBytes),
        phases);
  }

  double processorSeconds() {
    return median().processorSeconds();
  }

  private Timed median() {
    List<Timed> last = runs.subList(Math.max(1, runs.size() - COUNTED), runs.size());
    List<Timed> calm = last.stream().filter(r -> !r.disturbed()).toList();
    List<Timed> sorted =
        (calm.isEmpty() ? last : calm)
            .stream().sorted(Comparator.comparingDouble(r -> r.cost().seconds())).toList();
    return sorted.get(sorted.size() / 2);
  }

  private long mean(ToLongFunction<SearchCost> what) {
    return Math.round(runs.stream().mapToLong(r -> what.applyAsLong(r.cost())).average().orElse(0));
  }
}
