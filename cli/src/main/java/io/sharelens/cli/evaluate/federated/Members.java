package io.sharelens.cli.evaluate.federated;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Numbers of pictures by class. */
final class Members {
  private Members() {}

  /** For each class the numbers of its pictures, ascending. */
  static List<List<Integer>> byClass(int[] labels, int classes) {
    List<List<Integer>> members = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      members.add(new ArrayList<>());
    }
    for (int i = 0; i < labels.length; i++) {
      members.get(labels[i]).add(i);
    }
    return members;
  }

  /** A copy in random order. */
  static List<Integer> shuffled(List<Integer> numbers, RandomGenerator random) {
    List<Integer> order = new ArrayList<>(numbers);
    for (int i = order.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Integer moved = order.get(i);
      order.set(i, order.get(j));
      order.set(j, moved);
    }
    return order;
  }
}
