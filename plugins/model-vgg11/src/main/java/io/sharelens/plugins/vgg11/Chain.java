package io.sharelens.plugins.vgg11;

import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.List;

/** Builds a graph in which most nodes take the one before. */
final class Chain {
  private final List<GraphNode> nodes = new ArrayList<>();
  private String last = LayerGraph.INPUT;

  void add(String id, Layer layer) {
    nodes.add(new GraphNode(id, layer, List.of(last)));
    last = id;
  }

  /** The next node takes {@code id}. */
  Chain from(String id) {
    last = id;
    return this;
  }

  String last() {
    return last;
  }

  List<GraphNode> nodes() {
    return nodes;
  }
}
