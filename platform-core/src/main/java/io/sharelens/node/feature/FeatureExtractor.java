package io.sharelens.node.feature;

import io.sharelens.inference.SecureExecutor;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;

/** A model's secure execution in one session. */
@FunctionalInterface
public interface FeatureExtractor {
  /**
   * @param pictures [n, 3, size, size]
   * @param progress hears of every layer
   * @return [n, dimension]
   */
  SharedTensor features(SharedTensor pictures, SecureExecutor.Progress progress);

  /** Makes the extractor of a model for a session. */
  @FunctionalInterface
  interface Factory {
    FeatureExtractor create(Arithmetic arithmetic, ComparisonProtocol compare);
  }
}
