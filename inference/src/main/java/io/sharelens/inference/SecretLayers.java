package io.sharelens.inference;

import io.sharelens.inference.SecretWeights.LayerShare;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.ring.SharedTensor;

/** Weights that are shares: one round for each layer, the bias added without a message. */
final class SecretLayers implements LinearLayers {
  private final SecretWeights weights;
  private final Arithmetic arithmetic;

  SecretLayers(SecretWeights weights, Arithmetic arithmetic) {
    this.weights = weights;
    this.arithmetic = arithmetic;
  }

  @Override
  public SharedTensor convolution(String id, SharedTensor in, ConvShape shape) {
    LayerShare layer = weights.layer(id);
    SharedTensor sums = arithmetic.conv2d(in, layer.weights(), shape);
    return biased(sums, layer.bias(), shape.outHeight() * shape.outWidth());
  }

  @Override
  public SharedTensor product(String id, SharedTensor in, int outputs) {
    LayerShare layer = weights.layer(id);
    return biased(arithmetic.matmul(in, layer.weights()), layer.bias(), 1);
  }

  /**
   * Adds a word to each plane of an output channel.
   *
   * @param plane elements of one channel of one picture
   */
  private SharedTensor biased(SharedTensor sums, SharedTensor bias, int plane) {
    int[] channel = new int[sums.size()];
    for (int i = 0; i < channel.length; i++) {
      channel[i] = i / plane % bias.size();
    }
    return arithmetic.add(sums, arithmetic.gather(bias, channel, sums.shape()));
  }
}
