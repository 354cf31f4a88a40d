package io.sharelens.spi.graph;

import java.util.List;

/**
 * A layer in its place.
 *
 * @param id unique in the graph; prefix of its weights' names
 * @param layer what it does
 * @param inputs ids of the nodes whose outputs it takes, in order; {@link LayerGraph#INPUT} names
 *     the picture
 */
public record GraphNode(String id, Layer layer, List<String> inputs) {
  public GraphNode {
    inputs = List.copyOf(inputs);
  }
}
