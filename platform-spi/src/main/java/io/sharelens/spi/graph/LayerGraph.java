package io.sharelens.spi.graph;

import io.sharelens.mpc.error.LensException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as data. One graph serves training, plaintext reference, secure execution, cost
 * estimate and pictures of it.
 *
 * @param name backbone and version, for example {@code vgg11}
 * @param preprocessing how a picture becomes the input tensor [3, size, size]
 * @param nodes in an order in which every node comes after its inputs
 * @param feature id of the node whose output is the feature
 * @param output id of the node whose output are the class scores: training, and whoever asks for
 *     {@link #scoring}
 */
public record LayerGraph(
    String name,
    Preprocessing preprocessing,
    List<GraphNode> nodes,
    String feature,
    String output) {
  /** Name of the picture's tensor among the inputs of nodes. */
  public static final String INPUT = "input";

  public LayerGraph {
    nodes = List.copyOf(nodes);
    Set<String> known = new HashSet<>(Set.of(INPUT));
    for (GraphNode node : nodes) {
      for (String in : node.inputs()) {
        if (!known.contains(in)) {
          throw LensException.user(
              "bad-graph", name + ": " + node.id() + " takes '" + in + "', which is not before it");
        }
      }
      if (!known.add(node.id())) {
        throw LensException.user("bad-graph", name + ": two nodes are called " + node.id());
      }
    }
    for (String end : List.of(feature, output)) {
      if (!known.contains(end)) {
        throw LensException.user("bad-graph", name + " has no node '" + end + "'");
      }
    }
  }

  /** The same network with its class scores as the feature: then they are what is computed. */
  public LayerGraph scoring() {
    return new LayerGraph(name, preprocessing, nodes, output, output);
  }

  public GraphNode node(String id) {
    for (GraphNode n : nodes) {
      if (n.id().equals(id)) {
        return n;
      }
    }
    throw LensException.user("bad-graph", name + " has no node '" + id + "'");
  }
}
