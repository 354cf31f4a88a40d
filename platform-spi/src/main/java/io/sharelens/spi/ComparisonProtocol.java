package io.sharelens.spi;

import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;

/**
 * Comparisons on whole tensors, for one party in one session. Inputs and outputs are shares;
 * nothing is revealed.
 */
public interface ComparisonProtocol {
  /** Bit i is 1 where {@code a[i]} is negative as a signed word. Exact for |a| &lt; 2^31. */
  SharedBits negative(SharedTensor a);

  /**
   * As {@link #negative(SharedTensor)}, of values that are known to be small: {@code -2^(bits-1) <=
   * a < 2^(bits-1)}, 2 to 32 bits. A protocol that can do it in a smaller ring replaces this one.
   */
  default SharedBits negative(SharedTensor a, int bits) {
    return negative(a);
  }

  /**
   * {@code max(a, 0) >> bits}, with an error of 0 or +1 unit where bits &gt; 0, and none where bits
   * = 0. |a| &lt; 2^30.
   */
  SharedTensor relu(SharedTensor a, int bits);

  /** Element-wise maximum, exact. |a - b| &lt; 2^31. */
  SharedTensor max(SharedTensor a, SharedTensor b);

  /**
   * Maxima that end in {@link #relu} with {@code bits} truncated. This one composes the other
   * methods; a protocol that can do better replaces it.
   */
  default Pooling pooling(int bits) {
    ComparisonProtocol protocol = this;
    return new Pooling() {
      @Override
      public SharedTensor enter(SharedTensor a) {
        return a;
      }

      @Override
      public SharedTensor max(SharedTensor a, SharedTensor b) {
        return protocol.max(a, b);
      }

      @Override
      public SharedTensor relu(SharedTensor a) {
        return protocol.relu(a, bits);
      }
    };
  }
}
