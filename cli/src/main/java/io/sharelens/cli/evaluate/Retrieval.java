package io.sharelens.cli.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Retrieval measures over leave-one-out queries. A ranking lists item numbers, nearest first, and
 * does not contain the query itself; items with the query's label are relevant.
 */
public final class Retrieval {
  private Retrieval() {}

  /** Share of relevant items among the first k; a ranking that is shorter counts as misses. */
  public static double precision(int query, List<Integer> ranking, int[] labels, int k) {
    int hits = 0;
    for (int item : ranking.subList(0, Math.min(k, ranking.size()))) {
      if (labels[item] == labels[query]) {
        hits++;
      }
    }
    return (double) hits / k;
  }

  /** Average precision of the ranking, over the relevant items that could appear in it. */
  public static double averagePrecision(int query, List<Integer> ranking, int[] labels) {
    int relevant = 0;
    for (int i = 0; i < labels.length; i++) {
      if (i != query && labels[i] == labels[query]) {
        relevant++;
      }
    }
    int reachable = Math.min(relevant, ranking.size());
    if (reachable == 0) {
      return 0;
    }
    double sum = 0;
    int hits = 0;
    for (int place = 0; place < ranking.size(); place++) {
      if (labels[ranking.get(place)] == labels[query]) {
        hits++;
        sum += (double) hits / (place + 1);
      }
    }
    return sum / reachable;
  }

  /** Share of the first k that two rankings have in common, in any order. */
  public static double agreement(List<Integer> a, List<Integer> b, int k) {
    Set<Integer> first = new HashSet<>(a.subList(0, Math.min(k, a.size())));
    Set<Integer> common = new HashSet<>(b.subList(0, Math.min(k, b.size())));
    int size = Math.max(first.size(), common.size());
    common.retainAll(first);
    return size == 0 ? 1 : (double) common.size() / size;
  }

  /** Mean {@link #agreement(List, List, int)} of the first ten over all queries. */
  static double agreement(List<List<Integer>> a, List<List<Integer>> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += agreement(a.get(i), b.get(i), 10);
    }
    return sum / a.size();
  }

  /** Expected precision of a random ranking: what a scheme has to beat. */
  public static double chance(int[] queries, int[] labels) {
    double sum = 0;
    for (int q : queries) {
      int same = -1;
      for (int label : labels) {
        if (label == labels[q]) {
          same++;
        }
      }
      sum += (double) same / (labels.length - 1);
    }
    return sum / queries.length;
  }

  /**
   * Leave-one-out rankings by squared Euclidean distance of the first {@code depth} items.
   *
   * @param features one vector for each item, normalised
   */
  public static List<List<Integer>> rank(float[][] features, int[] queries, int depth) {
    List<List<Integer>> rankings = new ArrayList<>();
    for (int q : queries) {
      double[] distance = new double[features.length];
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < features.length; i++) {
        if (i != q) {
          distance[i] = squaredDistance(features[q], features[i]);
          order.add(i);
        }
      }
      order.sort((x, y) -> Double.compare(distance[x], distance[y]));
      rankings.add(List.copyOf(order.subList(0, Math.min(depth, order.size()))));
    }
    return rankings;
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double d = a[i] - b[i];
      sum += d * d;
    }
    return sum;
  }
}
