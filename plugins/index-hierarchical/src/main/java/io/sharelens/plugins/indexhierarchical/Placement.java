package io.sharelens.plugins.indexhierarchical;

import io.sharelens.spi.vector.Rows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the rows of a search are in a tree. Rows that the tree does not know are newer; keys that
 * no row has are of pictures that are gone, or not to be searched.
 *
 * @param leaves positions of the rows in each leaf
 * @param newer positions of the others
 */
record Placement(int[][] leaves, int[] newer) {
  static Placement of(Tree tree, long[] keys) {
    Map<Long, Integer> positions = HashMap.newHashMap(keys.length);
    for (int i = 0; i < keys.length; i++) {
      positions.put(keys[i], i);
    }
    boolean[] known = new boolean[keys.length];
    int[][] leaves = new int[tree.leaves().length][];
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      int[] here = new int[tree.leaves()[leaf].length];
      int count = 0;
      for (long key : tree.leaves()[leaf]) {
        Integer position = positions.get(key);
        if (position != null) {
          known[position] = true;
          here[count++] = position;
        }
      }
      leaves[leaf] = Arrays.copyOf(here, count);
    }
    return new Placement(
        leaves, Arrays.stream(Rows.range(keys.length)).filter(i -> !known[i]).toArray());
  }

  /** Rows in the leaves {@code from} to before {@code to}. */
  int rows(int from, int to) {
    int n = 0;
    for (int leaf = from; leaf < to; leaf++) {
      n += leaves[leaf].length;
    }
    return n;
  }
}
