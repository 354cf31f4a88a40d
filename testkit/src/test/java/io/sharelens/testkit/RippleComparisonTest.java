package io.sharelens.testkit;

import io.sharelens.spi.ComparisonFactory;

/** The plainest comparison of three servers in the suite for such plugins. */
class RippleComparisonTest extends ReplicatedComparisonConformance {
  @Override
  public ComparisonFactory factory() {
    return new RippleComparisonFactory();
  }

  @Override
  public int block() {
    return 4096;
  }

  /**
   * 32 bits of input and 31 carries of 3 bits; 160 bits of a selection; 32 + 3 x 12 or 3 x 3 of a
   * truncation.
   */
  @Override
  public Figures figures(Operation operation) {
    return switch (operation.kind()) {
      case NEGATIVE -> new Figures(32, 125);
      case MAX -> new Figures(34, 285);
      case RELU ->
          switch (operation.bits()) {
            case 0 -> new Figures(34, 285);
            case 3 -> new Figures(36, 326);
            default -> new Figures(36, 353);
          };
      case POOL -> new Figures(70, 638);
    };
  }
}
