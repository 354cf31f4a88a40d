package io.sharelens.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mean measures over all queries.
 *
 * @param precision by k
 * @param map mean average precision over the retrieved items
 */
public record Measures(@JsonIgnore Map<Integer, Double> precision, double map) {
  static Measures of(int[] queries, List<List<Integer>> rankings, int[] labels, List<Integer> ks) {
    Map<Integer, Double> precision = new LinkedHashMap<>();
    for (int k : ks) {
      double sum = 0;
      for (int i = 0; i < queries.length; i++) {
        sum += Retrieval.precision(queries[i], rankings.get(i), labels, k);
      }
      precision.put(k, sum / queries.length);
    }
    double map = 0;
    for (int i = 0; i < queries.length; i++) {
      map += Retrieval.averagePrecision(queries[i], rankings.get(i), labels);
    }
    return new Measures(precision, map / queries.length);
  }

  /** Names as in reports: {@code p@10}, {@code map}. */
  @JsonValue
  public Map<String, Double> named() {
    Map<String, Double> names = new LinkedHashMap<>();
    precision.forEach((k, p) -> names.put("p@" + k, p));
    names.put("map", map);
    return names;
  }

  public double at(int k) {
    return precision.getOrDefault(k, Double.NaN);
  }
}
