package io.sharelens.plugins.indexhierarchical;

/**
 * The public part of a tree. Nodes are numbered as the structure's rows, which are their centroids:
 * first the inner nodes, then the leaves.
 *
 * @param children how many leaves each inner node has, in the order of the leaves; empty for a tree
 *     of one level
 * @param leaves keys of the pictures in each leaf, ascending
 */
record Tree(int[] children, long[][] leaves) {
  int nodes() {
    return children.length + leaves.length;
  }

  int pictures() {
    int n = 0;
    for (long[] keys : leaves) {
      n += keys.length;
    }
    return n;
  }
}
