package io.sharelens.inference;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.Arrays;

/** Weights that all servers know: no message. */
final class PublicLayers implements LinearLayers {
  private final QuantizedModel model;
  private final Arithmetic arithmetic;

  PublicLayers(QuantizedModel model, Arithmetic arithmetic) {
    this.model = model;
    this.arithmetic = arithmetic;
  }

  @Override
  public SharedTensor convolution(String id, SharedTensor in, ConvShape shape) {
    return arithmetic.conv2d(in, model.weights(id), model.bias(id), shape);
  }

  @Override
  public SharedTensor product(String id, SharedTensor in, int outputs) {
    SharedTensor sums = arithmetic.matmulPublic(in, model.weights(id), outputs);
    int[] bias = model.bias(id);
    int[] all = new int[sums.size()];
    Arrays.setAll(all, i -> bias[i % bias.length]);
    return arithmetic.addPublic(sums, all);
  }
}
