package io.sharelens.cli.evaluate;

import io.sharelens.api.SearchCost;
import io.sharelens.client.query.SearchTimes;
import io.sharelens.client.reconstruct.SearchOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what searches cost. One thread uses it. */
final class QueryCosts {
  private final List<Double> seconds = new ArrayList<>();
  private final Map<String, Double> phases = new LinkedHashMap<>();
  private SearchTimes parts = new SearchTimes(0, 0, 0, 0, 0);
  private double online;
  private double offline;
  private double rounds;

  /**
   * @param took seconds from the call to the pictures in memory
   */
  void add(SearchOutcome found, double took) {
    seconds.add(took);
    parts = parts.plus(found.times());
    SearchCost first = found.costs().getFirst();
    first.phases().forEach(p -> phases.merge(p.phase(), p.seconds(), Double::sum));
    online += first.onlineBytes();
    rounds += first.rounds();
    offline += found.costs().stream().mapToLong(SearchCost::offlineBytes).sum();
  }

  Evaluation.QueryCost means() {
    int n = seconds.size();
    List<Double> sorted = seconds.stream().sorted().toList();
    phases.replaceAll((phase, sum) -> sum / n);
    return new Evaluation.QueryCost(
        seconds.stream().mapToDouble(s -> s).sum() / n,
        sorted.get(n / 2),
        sorted.getFirst(),
        parts.times(1.0 / n),
        phases,
        online / n,
        offline / n,
        rounds / n);
  }
}
