package io.sharelens.plugins.threemul;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.testkit.ComparisonConformance;
import io.sharelens.testkit.Operation;
import io.sharelens.testkit.WireField;
import java.util.ArrayList;
import java.util.List;

/** cmp-threemul in the suite for comparison plugins, with its messages and figures. */
class ThreeMulConformanceTest extends ComparisonConformance {
  @Override
  public ComparisonFactory factory() {
    return new ThreeMulFactory();
  }

  @Override
  public int block() {
    return 65_536;
  }

  /** r; 11, 3, 1 and 1 triples; d; then the selector and the masked value. */
  @Override
  public List<List<WireField>> messages(Operation operation, int n) {
    List<List<WireField>> rounds = new ArrayList<>();
    if (operation.kind() == Operation.Kind.POOL) {
      rounds.addAll(messages(Operation.max(), n));
      rounds.addAll(messages(Operation.relu(operation.bits()), n));
      return rounds;
    }
    rounds.add(
        operation.bits() == 0
            ? List.of(WireField.words(n))
            : List.of(WireField.words(n), WireField.words(n)));
    for (int factors : new int[] {33, 9, 3, 3}) {
      rounds.add(List.of(WireField.residues(factors * n, 67)));
    }
    rounds.add(List.of(WireField.residuesHalfZero(n, 67)));
    if (operation.kind() != Operation.Kind.NEGATIVE) {
      rounds.add(List.of(WireField.words(n), WireField.bits(n)));
    }
    return rounds;
  }

  /**
   * Online 2 (32 + 49 * 7), plus 2 * 33 for the selection and 2 * 32 for the truncation; from the
   * dealer 1 + 131 * 7, plus two words for each. The paper: 8 rounds and 2,582 bits for a ReLU
   * without truncation.
   */
  @Override
  public Figures figures(Operation operation) {
    return switch (operation.kind()) {
      case NEGATIVE -> new Figures(6, 750, 918);
      case MAX -> new Figures(7, 816, 982);
      case POOL -> new Figures(14, 816 + 880, 982 + 1046);
      case RELU -> operation.bits() == 0 ? new Figures(7, 816, 982) : new Figures(7, 880, 1046);
    };
  }
}
