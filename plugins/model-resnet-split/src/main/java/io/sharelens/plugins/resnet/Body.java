package io.sharelens.plugins.resnet;

import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.NodeChain;
import java.util.List;

/** Builds everything before the feature: stem and stages. */
final class Body {
  /** PyTorch's, with which the published weights were trained. */
  private static final double EPSILON = 1e-5;

  private final Depth depth;
  private final NodeChain nodes;

  Body(Depth depth, NodeChain nodes) {
    this.depth = depth;
    this.nodes = nodes;
  }

  void build() {
    stem();
    int in = depth.width();
    for (int stage = 0; stage < depth.blocks().size(); stage++) {
      int middle = depth.width() << stage;
      int out = depth.bottleneck() ? Depth.EXPANSION * middle : middle;
      for (int block = 0; block < depth.blocks().get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        block("layer" + (stage + 1) + "." + block, in, middle, out, stride);
        in = out;
      }
    }
  }

  private void stem() {
    if (depth.small()) {
      normed("conv1", "bn1", new Layer.Conv2d(3, depth.width(), 3, 1, 1));
    } else {
      normed("conv1", "bn1", new Layer.Conv2d(3, depth.width(), 7, 2, 3));
    }
    nodes.add("relu", new Layer.Relu());
    if (!depth.small()) {
      nodes.add("maxpool", new Layer.MaxPool(3, 2, 1, false));
    }
  }

  /** Convolutions, the shortcut beside them, their sum, ReLU. */
  private void block(String id, int in, int middle, int out, int stride) {
    String from = nodes.last();
    if (depth.bottleneck()) {
      rectified(id, 1, new Layer.Conv2d(in, middle, 1, 1, 0));
      rectified(id, 2, new Layer.Conv2d(middle, middle, 3, stride, 1));
      normed(id + ".conv3", id + ".bn3", new Layer.Conv2d(middle, out, 1, 1, 0));
    } else {
      rectified(id, 1, new Layer.Conv2d(in, middle, 3, stride, 1));
      normed(id + ".conv2", id + ".bn2", new Layer.Conv2d(middle, out, 3, 1, 1));
    }
    String residual = nodes.last();
    nodes.join(
        id + ".add", new Layer.Add(), List.of(residual, shortcut(id, from, in, out, stride)));
    nodes.add(id + ".relu", new Layer.Relu());
  }

  /** Id of what is added to a block's convolutions. */
  private String shortcut(String id, String from, int in, int out, int stride) {
    if (in == out && stride == 1) {
      return from;
    }
    nodes.from(from);
    if (depth.small()) {
      int pad = (out - in) / 2;
      nodes.add(id + ".shortcut", new Layer.Subsample(stride, pad, pad));
    } else {
      normed(id + ".downsample.0", id + ".downsample.1", new Layer.Conv2d(in, out, 1, stride, 0));
    }
    return nodes.last();
  }

  private void rectified(String id, int number, Layer.Conv2d convolution) {
    normed(id + ".conv" + number, id + ".bn" + number, convolution);
    nodes.add(id + ".relu" + number, new Layer.Relu());
  }

  private void normed(String conv, String norm, Layer.Conv2d convolution) {
    nodes.add(conv, convolution);
    nodes.add(norm, new Layer.BatchNorm(convolution.outChannels(), EPSILON));
  }
}
