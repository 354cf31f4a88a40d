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
   * Of party 3, and opened by each of parties 1 and 2. Truncated by 12, 19 bits are added: five
   * chunks of 3 and two of 2 have 41 products of bits, and there is the top bit; groups of 3, 2 and
   * 2 and then of 3 open 4 + 3 + 3 and 4 bits and take 5 + 2 + 2 and 5 products of masks; then the
   * sign, three words and two times 12 bits, and one word. In its ring of 20 bits a maximum takes
   * two numbers of 20 bits in place of the words, and each input one more to enter.
   *
   * <p>Truncated by 3, 28 bits: eight chunks of 3 and one of 4; groups of 3, 3 and 3, then of 3.
   * Exact, 31 bits: nine chunks of 3 and one of 4; groups of 3, 2, 2 and 3, then of 4.
   */
  @Override
  public Figures figures(Operation operation) {
    return switch (operation.kind()) {
      case NEGATIVE -> new Figures(4, EXACT + 2 * (21 + 1));
      case MAX -> new Figures(5, EXACT + 64 + 2 * (21 + 1 + 32));
      case RELU ->
          switch (operation.bits()) {
            case 0 -> new Figures(5, EXACT + 64 + 2 * (21 + 1 + 32));
            case 3 -> new Figures(5, 71 + 1 + 21 + 5 + 96 + 6 + 2 * (18 + 1 + 32));
            default -> new Figures(5, TRUNCATED + 96 + 24 + 2 * (14 + 1 + 32));
          };
      case POOL ->
          new Figures(
              10,
              2 * 20
                  + TRUNCATED
                  + 40
                  + 2 * (14 + 1 + 20)
                  + TRUNCATED
                  + 96
                  + 24
                  + 2 * (14 + 1 + 32));
    };
  }

  /** Party 3's bits for a sign, of 31 and of 19 added bits. */
  private static final int EXACT = 78 + 1 + 17 + 15;

  private static final int TRUNCATED = 41 + 1 + 9 + 5;
}
