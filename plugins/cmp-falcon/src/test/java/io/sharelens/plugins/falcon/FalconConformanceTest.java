package io.sharelens.plugins.falcon;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.testkit.Operation;
import io.sharelens.testkit.ReplicatedComparisonConformance;
import io.sharelens.testkit.WireField;
import java.util.List;

class FalconConformanceTest extends ReplicatedComparisonConformance {
  @Override
  public ComparisonFactory factory() {
    return new FalconFactory();
  }

  @Override
  public int block() {
    return 1 << 15;
  }

  @Override
  public boolean roundsForWholeTensors() {
    return false;
  }

  @Override
  public List<WireField> fields(Operation operation, int party, int message, int bytes) {
    return Messages.of(operation, party, 512).get(message);
  }

  /**
   * For 32 bits online: R 3 * 31, 30 products of 21 and one of 42, selection 99. Offline: 32 for y,
   * 3 * 79 of the adder, 65 * 21, and 96 for the selection. With 12 bits cut off 20 are compared: 3
   * * 19 + 18 * 21 + 42, 32 + 36 for the truncation, 99; offline 20 + 3 * 46 + 41 * 21 + 96. With 3
   * cut off: 3 * 28 + 27 * 21 + 42, 32 + 9, 99; offline 29 + 3 * 73 + 59 * 21 + 96. A pooling that
   * cuts 12 bits off: 20 for what enters; a maximum 477 as before, and 63.
   */
  @Override
  public Figures figures(Operation operation) {
    return switch (operation.kind()) {
      case NEGATIVE -> new Figures(6, 765, 12, 1634);
      case MAX -> new Figures(7, 864, 14, 1730);
      case POOL -> new Figures(2 + 14, 2 * 20 + 540 + 644, 12 + 12, 1115 + 1115);
      case RELU ->
          switch (operation.bits()) {
            case 0 -> new Figures(7, 864, 14, 1730);
            case 3 -> new Figures(7, 833, 13, 1583);
            case 12 -> new Figures(7, 644, 12, 1115);
            default -> throw new IllegalArgumentException(operation.toString());
          };
    };
  }
}
