package io.sharelens.inference;

import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.ring.SharedTensor;

/** Products of shared tensors with the weights of a model's nodes, biases added; not truncated. */
interface LinearLayers {
  /**
   * @param id of the node
   * @param in [n, c, h, w]
   */
  SharedTensor convolution(String id, SharedTensor in, ConvShape shape);

  /**
   * @param id of the node
   * @param in [n, inputs]
   * @return [n, outputs]
   */
  SharedTensor product(String id, SharedTensor in, int outputs);
}
