package io.sharelens.plugins.lut;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.testkit.ComparisonConformance;
import io.sharelens.testkit.Operation;
import io.sharelens.testkit.WireField;
import java.util.ArrayList;
import java.util.List;

/** cmp-lut in the suite for comparison plugins, with its messages and figures. */
class LutConformanceTest extends ComparisonConformance {
  @Override
  public ComparisonFactory factory() {
    return new LutFactory();
  }

  @Override
  public int block() {
    return 16_384;
  }

  @Override
  public boolean roundsForWholeTensors() {
    return true;
  }

  /** r; masked bits; the masked sign. */
  @Override
  public List<List<WireField>> messages(Operation operation, int n) {
    List<List<WireField>> rounds = new ArrayList<>();
    switch (operation.kind()) {
      case NEGATIVE -> rounds.addAll(sign(n, 32, 10));
      case MAX -> rounds.addAll(selection(n, 32, 10));
      case RELU -> rounds.addAll(selection(n, 32 - operation.bits(), masks(operation.bits())));
      case POOL -> {
        rounds.addAll(selection(n, 32 - operation.bits(), masks(operation.bits())));
        rounds.addAll(selection(n, 32 - operation.bits(), masks(operation.bits())));
      }
    }
    return rounds;
  }

  private static int masks(int bits) {
    return bits == 12 ? 8 : 10;
  }

  private static List<List<WireField>> sign(int n, int ring, int masks) {
    return List.of(List.of(WireField.planes(n, ring)), List.of(WireField.bits(masks * n)));
  }

  private static List<List<WireField>> selection(int n, int ring, int masks) {
    List<List<WireField>> rounds = new ArrayList<>(sign(n, ring, masks));
    rounds.add(List.of(WireField.bits(n)));
    return rounds;
  }

  /**
   * Exact: 32 + 10 (+ 1) bits opened a party; tables of 5 x 31 + 63 bits, the top bit, 83
   * monomials, and two words. Truncated by 12: 20 + 8 + 1; tables of 4 x 15 + 7 bits, the top bit,
   * 37 monomials, two words and three times 12 bits; in the ring two times 20 bits and nothing
   * more. Truncated by 3: 29 + 10 + 1; 4 x 31 + 2 x 15, the top bit, 83, two words and 9 bits.
   */
  @Override
  public Figures figures(Operation operation) {
    return switch (operation.kind()) {
      case NEGATIVE -> new Figures(2, 84, 302);
      case MAX -> new Figures(3, 86, 366);
      case RELU ->
          switch (operation.bits()) {
            case 0 -> new Figures(3, 86, 366);
            case 3 -> new Figures(3, 80, 311);
            default -> new Figures(3, 58, 205);
          };
      case POOL -> new Figures(6, 116, 205 + 145);
    };
  }
}
