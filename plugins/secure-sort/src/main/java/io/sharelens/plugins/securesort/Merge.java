package io.sharelens.plugins.securesort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Batcher's odd-even merge of two ascending runs (AFIPS 1968), reduced to what the smallest {@code
 * keep} elements need. Elements are numbered 0.. over the first run, then the second. Runs of any
 * length: they are filled up to a power of two with elements that are larger than all others, and
 * pairs with such an element are known without a comparison.
 *
 * @param layers pairs that can be ordered at once, layer by layer
 * @param result elements that hold the merged run, ascending
 */
record Merge(List<Pairs> layers, int[] result) {
  private static final int LARGEST = -1;

  /** Pairs of elements: the smaller goes to {@code low[j]}, the larger to {@code high[j]}. */
  record Pairs(int[] low, int[] high) {
    int count() {
      return low.length;
    }
  }

  /**
   * @param first length of the first run, at least 1
   * @param second length of the second run, at least 1
   * @param keep how many of the smallest are wanted, at least 1
   */
  static Merge of(int first, int second, int keep) {
    int half = powerOfTwo(Math.max(first, second));
    int[] slots = new int[2 * half];
    Arrays.fill(slots, LARGEST);
    for (int i = 0; i < first; i++) {
      slots[i] = i;
    }
    for (int i = 0; i < second; i++) {
      slots[half + i] = first + i;
    }
    List<Pairs> all = new ArrayList<>();
    for (int distance = half; distance > 0; distance >>= 1) {
      all.add(layer(slots, distance, half));
    }
    int[] result = Arrays.copyOf(slots, Math.min(first + second, keep));
    return new Merge(needed(all, result, first + second), result);
  }

  /** One layer of the network on slots; elements without a partner move for free. */
  private static Pairs layer(int[] slots, int distance, int half) {
    int[] low = new int[half];
    int[] high = new int[half];
    int count = 0;
    for (int i = 0; i + distance < slots.length; i++) {
      boolean paired = distance == half || (i / distance & 1) == 1;
      if (!paired || slots[i + distance] == LARGEST) {
        continue;
      }
      if (slots[i] == LARGEST) {
        slots[i] = slots[i + distance];
        slots[i + distance] = LARGEST;
      } else {
        low[count] = slots[i];
        high[count++] = slots[i + distance];
      }
    }
    return new Pairs(Arrays.copyOf(low, count), Arrays.copyOf(high, count));
  }

  /** Drops pairs of which nothing is wanted any more, from the last layer to the first. */
  private static List<Pairs> needed(List<Pairs> all, int[] result, int elements) {
    boolean[] wanted = new boolean[elements];
    for (int r : result) {
      wanted[r] = true;
    }
    List<Pairs> kept = new ArrayList<>();
    for (Pairs pairs : all.reversed()) {
      int[] low = new int[pairs.count()];
      int[] high = new int[pairs.count()];
      int count = 0;
      for (int j = 0; j < pairs.count(); j++) {
        if (wanted[pairs.low[j]] || wanted[pairs.high[j]]) {
          low[count] = pairs.low[j];
          high[count++] = pairs.high[j];
        }
      }
      for (int j = 0; j < count; j++) {
        wanted[low[j]] = true;
        wanted[high[j]] = true;
      }
      if (count > 0) {
        kept.addFirst(new Pairs(Arrays.copyOf(low, count), Arrays.copyOf(high, count)));
      }
    }
    return kept;
  }

  private static int powerOfTwo(int atLeast) {
    return atLeast == 1 ? 1 : Integer.highestOneBit(atLeast - 1) << 1;
  }
}
