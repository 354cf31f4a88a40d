package io.sharelens.spi.graph;

import java.util.ArrayList;
import java.util.List;

/** Builds the nodes of a graph in which most take the one before. */
public final class NodeChain {
  private final List<GraphNode> nodes = new ArrayList<>();
  private String last = LayerGraph.INPUT;

  /** A node that takes the output of the one before. */
  public void add(String id, Layer layer) {
    join(id, layer, List.of(last));
  }

  /** A node that takes the outputs of {@code inputs}. */
  public void join(String id, Layer layer, List<String> inputs) {
    nodes.add(new GraphNode(id, layer, inputs));
    last = id;
  }

  /** The next node takes {@code id}. */
  public NodeChain from(String id) {
    last = id;
    return this;
  }

  /** Id of the node that the next one takes; {@link LayerGraph#INPUT} before the first. */
  public String last() {
    return last;
  }

  /** All nodes, in their order. */
  public List<GraphNode> nodes() {
    return nodes;
  }
}
