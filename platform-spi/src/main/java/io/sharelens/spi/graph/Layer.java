package io.sharelens.spi.graph;

/**
 * A layer of a network. Shapes exclude the batch: [channels, height, width] or [features]. Weights
 * live outside the graph, named {@code <node id>.weight} (OIHW, or [out, in]) and {@code <node
 * id>.bias}.
 */
public sealed interface Layer {

  /** Two-dimensional convolution with square kernel, bias always present. */
  record Conv2d(int inChannels, int outChannels, int kernel, int stride, int padding)
      implements Layer {}

  record Relu() implements Layer {}

  /** Maximum over square windows; {@code ceil} rounds the output size up as PyTorch does. */
  record MaxPool(int kernel, int stride, int padding, boolean ceil) implements Layer {}

  /** Mean over square windows. */
  record AveragePool(int kernel, int stride) implements Layer {}

  /** Reduces all positions of each channel to one number: [c, h, w] to [c]. */
  record GlobalPool(Reduction reduction) implements Layer {}

  /** Joins inputs along the channels. */
  record Concat() implements Layer {}

  /** Sum of inputs of equal shape. */
  record Add() implements Layer {}

  /**
   * Every {@code stride}-th row and column from the first, with channels of zeros before and after:
   * the shortcut without weights of residual networks (He et al., 2016, option A).
   *
   * @param stride at least 1; n positions along an axis become n / stride, rounded up
   * @param padBefore channels of zeros before those of the input
   * @param padAfter channels of zeros after them
   */
  record Subsample(int stride, int padBefore, int padAfter) implements Layer {}

  /** Fully connected: [in] to [out]. */
  record Linear(int inFeatures, int outFeatures) implements Layer {}

  /** [c, h, w] to [c * h * w]. */
  record Flatten() implements Layer {}

  /** Active in training only. */
  record Dropout(double rate) implements Layer {}

  /**
   * Batch normalisation over channels with weights {@code weight, bias, running_mean, running_var};
   * folded into the convolution before it when a model is published.
   */
  record BatchNorm(int channels, double epsilon) implements Layer {}

  /** How {@link GlobalPool} reduces. */
  enum Reduction {
    MEAN,
    SUM,
    MAX
  }
}
