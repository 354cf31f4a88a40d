package io.sharelens.plugins.skeleton;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.testkit.ComparisonConformance;
import io.sharelens.testkit.Operation;
import io.sharelens.testkit.WireField;
import java.util.List;

/**
 * The suite that a comparison plugin must pass. It runs as soon as this class is called {@code
 * ...Test}; until there is a protocol it can only fail.
 */
class SkeletonConformance extends ComparisonConformance {
  @Override
  public ComparisonFactory factory() {
    return new SkeletonFactory();
  }

  /** Elements that the protocol takes at a time. */
  @Override
  public int block() {
    return 1 << 16;
  }

  /** What one server sends, round by round; here: one word for each element, in one round. */
  @Override
  public List<List<WireField>> messages(Operation operation, int n) {
    return List.of(List.of(WireField.words(n)));
  }

  /** Rounds, bits between the servers, bits from the dealer: by hand, not from the factory. */
  @Override
  public Figures figures(Operation operation) {
    return new Figures(1, 2 * 32, 0);
  }
}
