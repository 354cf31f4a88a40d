package io.sharelens.plugins.adder;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.testkit.Operation;
import io.sharelens.testkit.ReplicatedComparisonConformance;

/** cmp-adder in the suite for comparison plugins of three servers, with its figures. */
class AdderConformanceTest extends ReplicatedComparisonConformance {
  @Override
  public ComparisonFactory factory() {
    return new AdderFactory();
  }

  @Override
  public int block() {
    return 16_384;
  }

  /**
   * Truncated by 12, 19 bits added: five chunks of 3 and two of 2, 41 products of bits and the top
   * bit; groups of 3, 2 and 2 and then of 3, 14 products of masks; three words and two times 12
   * bits. Parties 1 and 2 both open 14 bits, the sign and a word. In its ring of 20 bits a maximum
   * takes two numbers of 20 bits in place of the words, and each input one more to enter.
   */
  @Override
  public Figures figures(Operation operation) {
    return switch (operation.kind()) {
      case NEGATIVE -> new Figures(4, 0);
      case MAX -> new Figures(5, 0);
      case RELU ->
          switch (operation.bits()) {
            case 0 -> new Figures(5, 0);
            case 3 -> new Figures(5, 0);
            default -> new Figures(5, 42 + 14 + 96 + 24 + 2 * (14 + 1 + 32));
          };
      case POOL ->
          new Figures(
              10,
              42 + 14 + 96 + 24 + 2 * (14 + 1 + 32) + 42 + 14 + 40 + 2 * (14 + 1 + 20) + 2 * 20);
    };
  }
}
