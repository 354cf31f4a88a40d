package io.sharelens.spi;

import io.sharelens.mpc.ring.SharedTensor;

/**
 * Maxima that end in a truncated ReLU, {@code max(a_1, a_2, ..., 0) >> bits}: a protocol may keep
 * what lies between the first and the last call in a form of its own. Between the calls elements
 * may be moved and copied, and nothing else.
 */
public interface Pooling {
  /** Takes in what is to be compared; called by all parties alike. |a| &lt; 2^30. */
  SharedTensor enter(SharedTensor a);

  /** Element-wise maximum of two tensors that {@link #enter} or this method gave. */
  SharedTensor max(SharedTensor a, SharedTensor b);

  /** {@code max(a, 0) >> bits} of what {@link #max} gave, with an error of 0 or +1 unit. */
  SharedTensor relu(SharedTensor a);
}
