package io.sharelens.plugins.falcon;

/**
 * How an adder's positions are cut into groups, so that few carries wait for each other: all groups
 * go through their positions at the same time, every one but the first for both values of the carry
 * that comes in; then the right one is chosen, group after group. Group j has one position more
 * than the one before it, since it has a round more until its carry is known.
 *
 * @param sizes positions of each group, lowest first
 */
record CarryGroups(int[] sizes) {
  /** The groups with the fewest rounds; of these, those with the fewest products. */
  static CarryGroups of(int positions) {
    int best = Integer.MAX_VALUE;
    int bestFirst = positions;
    for (int first = positions; first > 0; first--) {
      int rounds = first + count(first, positions) - 1;
      if (rounds < best) {
        best = rounds;
        bestFirst = first;
      }
    }
    int[] sizes = new int[count(bestFirst, positions)];
    int left = positions;
    for (int g = 0; g < sizes.length; g++) {
      sizes[g] = Math.min(left, g == 0 ? bestFirst : bestFirst + g - 1);
      left -= sizes[g];
    }
    return new CarryGroups(sizes);
  }

  private static int count(int first, int positions) {
    int groups = 1;
    for (int covered = first; covered < positions; covered += first + groups - 2) {
      groups++;
    }
    return groups;
  }

  /** The round, from 0, in which group g gets its carry. */
  int choice(int g) {
    return sizes[0] + g - 1;
  }

  int rounds() {
    return sizes[0] + sizes.length - 1;
  }

  /** Products of bits in all rounds. */
  int products() {
    int products = sizes[0];
    for (int g = 1; g < sizes.length; g++) {
      products += 3 * sizes[g] - 1;
    }
    return products;
  }
}
