package io.sharelens.inference;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Element-wise maximum of several tensors, level by level; a level is one comparison. */
final class Tournament {
  private final Arithmetic arithmetic;
  private final BinaryOperator<SharedTensor> larger;

  /**
   * @param larger element-wise maximum of two tensors of equal shape
   */
  Tournament(Arithmetic arithmetic, BinaryOperator<SharedTensor> larger) {
    this.arithmetic = arithmetic;
    this.larger = larger;
  }

  /** The maximum, in the shape that all {@code entries} have. */
  SharedTensor max(List<SharedTensor> entries) {
    List<SharedTensor> left = entries;
    while (left.size() > 1) {
      left = level(left);
    }
    return left.getFirst();
  }

  private List<SharedTensor> level(List<SharedTensor> entries) {
    int pairs = entries.size() / 2;
    Shape shape = entries.getFirst().shape();
    SharedTensor winners =
        larger.apply(joined(entries.subList(0, pairs)), joined(entries.subList(pairs, 2 * pairs)));
    List<SharedTensor> next = new ArrayList<>();
    for (int p = 0; p < pairs; p++) {
      SharedTensor part =
          pairs == 1 ? winners : arithmetic.take(winners, 0, p * shape.size(), 1, shape.size());
      next.add(arithmetic.reshape(part, shape));
    }
    if (entries.size() % 2 == 1) {
      next.add(entries.getLast());
    }
    return next;
  }

  private SharedTensor joined(List<SharedTensor> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return arithmetic.concat(parts, Shape.of(parts.size() * parts.getFirst().size()));
  }

  /** Levels, and with it comparisons in sequence, for {@code entries} entries. */
  static int levels(int entries) {
    return entries <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(entries - 1);
  }
}
