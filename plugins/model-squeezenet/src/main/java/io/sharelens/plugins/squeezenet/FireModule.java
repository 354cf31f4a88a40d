package io.sharelens.plugins.squeezenet;

import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.NodeChain;
import java.util.List;

/** What SqueezeNet is made of. */
final class FireModule {
  private FireModule() {}

  /** A convolution and its ReLU {@code <id>.relu}. */
  static void rectified(NodeChain chain, String id, Layer.Conv2d convolution) {
    chain.add(id, convolution);
    chain.add(id + ".relu", new Layer.Relu());
  }

  /**
   * A fire module: 1x1 convolutions to few channels, from them 1x1 and 3x3 convolutions side by
   * side, joined along the channels as node {@code id}.
   *
   * @param squeeze channels in the middle
   * @param expand channels of each side
   */
  static void add(NodeChain chain, String id, int in, int squeeze, int expand) {
    rectified(chain, id + ".squeeze1x1", new Layer.Conv2d(in, squeeze, 1, 1, 0));
    String middle = chain.last();
    rectified(chain, id + ".expand1x1", new Layer.Conv2d(squeeze, expand, 1, 1, 0));
    String left = chain.last();
    rectified(chain.from(middle), id + ".expand3x3", new Layer.Conv2d(squeeze, expand, 3, 1, 1));
    chain.join(id, new Layer.Concat(), List.of(left, chain.last()));
  }
}
