package io.sharelens.plugins.squeezenet;

import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.List;

/** Builds the graph; every method takes the output of the one before. */
final class Nodes {
  private final List<GraphNode> nodes = new ArrayList<>();
  private String last = LayerGraph.INPUT;

  /** Any layer of one input. */
  void add(String id, Layer layer) {
    nodes.add(new GraphNode(id, layer, List.of(last)));
    last = id;
  }

  /** A convolution and its ReLU {@code <id>.relu}. */
  void rectified(String id, Layer.Conv2d convolution) {
    add(id, convolution);
    add(id + ".relu", new Layer.Relu());
  }

  /**
   * A fire module: 1x1 convolutions to few channels, from them 1x1 and 3x3 convolutions side by
   * side, joined along the channels as node {@code id}.
   *
   * @param squeeze channels in the middle
   * @param expand channels of each side
   */
  void fire(String id, int in, int squeeze, int expand) {
    rectified(id + ".squeeze1x1", new Layer.Conv2d(in, squeeze, 1, 1, 0));
    String middle = last;
    rectified(id + ".expand1x1", new Layer.Conv2d(squeeze, expand, 1, 1, 0));
    String left = last;
    last = middle;
    rectified(id + ".expand3x3", new Layer.Conv2d(squeeze, expand, 3, 1, 1));
    nodes.add(new GraphNode(id, new Layer.Concat(), List.of(left, last)));
    last = id;
  }

  /** The next node takes {@code id}. */
  Nodes from(String id) {
    last = id;
    return this;
  }

  String last() {
    return last;
  }

  List<GraphNode> all() {
    return nodes;
  }
}
