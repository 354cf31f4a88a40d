package io.sharelens.plugins.securesort;

import io.sharelens.plugins.securesort.Merge.Pairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which elements are compared with which to get the k smallest of n in order: a tree of merges,
 * whose runs never grow beyond k. It depends on n and k alone.
 *
 * <p>With n = 2^a and k = 2^b it has b (b + 1) / 2 + (a - b) (b + 1) layers and n/k ((b^2 - b + 4)
 * 2^(b-2) - 1) + (n/k - 1) k (b + 2) / 2 pairs: blocks of k are sorted (odd-even merge sort), then
 * merged two by two, of which half is dropped. k = 1 is a tournament of n - 1 pairs.
 */
final class Network {
  private final int n;
  private final int k;

  /**
   * @param n elements, at least 1
   * @param k how many of the smallest, 1 to n
   */
  Network(int n, int k) {
    this.n = n;
    this.k = k;
  }

  /**
   * One level of the tree: all runs are merged two by two. A run that is left over waits.
   *
   * @param layers pairs of all merges that can be ordered at once, layer by layer
   * @param result elements that go on, run after run, renumbered from 0 for the next level
   * @param runs lengths of the runs that go on
   */
  record Level(List<Pairs> layers, int[] result, int[] runs) {}

  /** Runs of one element each. */
  int[] start() {
    int[] runs = new int[n];
    Arrays.fill(runs, 1);
    return runs;
  }

  /** The level that merges runs of these lengths; there must be two or more. */
  Level level(int[] runs) {
    Map<Long, Merge> merges = new HashMap<>();
    List<List<Pairs>> layers = new ArrayList<>();
    int[] result = new int[Arrays.stream(runs).sum()];
    int[] merged = new int[(runs.length + 1) / 2];
    int from = 0;
    int to = 0;
    for (int r = 0; r < runs.length; r += 2) {
      boolean alone = r + 1 == runs.length;
      int second = alone ? 0 : runs[r + 1];
      int first = runs[r];
      int[] out;
      if (alone) {
        out = range(first);
      } else {
        Merge merge =
            merges.computeIfAbsent(
                (long) first << Integer.SIZE | second, key -> Merge.of(first, second, k));
        for (int t = 0; t < merge.layers().size(); t++) {
          if (t == layers.size()) {
            layers.add(new ArrayList<>());
          }
          layers.get(t).add(shifted(merge.layers().get(t), from));
        }
        out = merge.result();
      }
      for (int o : out) {
        result[to++] = from + o;
      }
      merged[r / 2] = out.length;
      from += first + second;
    }
    return new Level(
        layers.stream().map(Network::joined).toList(), Arrays.copyOf(result, to), merged);
  }

  /** What the network costs: pairs in all, layers one after the other. */
  record Size(long pairs, int layers) {}

  Size size() {
    long pairs = 0;
    int layers = 0;
    for (int[] runs = start(); runs.length > 1; ) {
      Level level = level(runs);
      for (Pairs p : level.layers()) {
        pairs += p.count();
      }
      layers += level.layers().size();
      runs = level.runs();
    }
    return new Size(pairs, layers);
  }

  private static Pairs shifted(Pairs pairs, int by) {
    return new Pairs(shifted(pairs.low(), by), shifted(pairs.high(), by));
  }

  private static int[] shifted(int[] elements, int by) {
    int[] all = new int[elements.length];
    Arrays.setAll(all, i -> elements[i] + by);
    return all;
  }

  private static Pairs joined(List<Pairs> parts) {
    int count = parts.stream().mapToInt(Pairs::count).sum();
    int[] low = new int[count];
    int[] high = new int[count];
    int at = 0;
    for (Pairs p : parts) {
      System.arraycopy(p.low(), 0, low, at, p.count());
      System.arraycopy(p.high(), 0, high, at, p.count());
      at += p.count();
    }
    return new Pairs(low, high);
  }

  private static int[] range(int length) {
    int[] all = new int[length];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
