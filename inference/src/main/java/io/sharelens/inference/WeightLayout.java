package io.sharelens.inference;

import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a model up to its feature as one vector of words: node by node in the graph's
 * order, the weights row by row (a row is what one output has), then the biases.
 *
 * @param layers nodes that have weights
 * @param words of all of them
 * @param rows of all of them: keys that masking them takes
 */
public record WeightLayout(List<Part> layers, int words, int rows) {
  /**
   * One node's words.
   *
   * @param node its id
   * @param rows outputs
   * @param columns words of a row
   * @param at place of the first weight; biases lie behind the weights
   * @param row number of the first row among those of all nodes
   */
  public record Part(String node, int rows, int columns, int at, int row) {
    /** Weight words. */
    public int size() {
      return Math.multiplyExact(rows, columns);
    }

    /** Place of the first bias. */
    public int biasAt() {
      return at + size();
    }
  }

  /** Of a model with public weights or of a manifest: the graph alone says it. */
  public static WeightLayout of(QuantizedModel model) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    int row = 0;
    for (GraphNode node : model.graph().nodes()) {
      Part part =
          switch (node.layer()) {
            case Layer.Conv2d c ->
                new Part(
                    node.id(),
                    c.outChannels(),
                    Math.multiplyExact(c.inChannels(), c.kernel() * c.kernel()),
                    at,
                    row);
            case Layer.Linear l -> new Part(node.id(), l.outFeatures(), l.inFeatures(), at, row);
            default -> null;
          };
      if (part != null) {
        parts.add(part);
        at = Math.addExact(part.biasAt(), part.rows());
        row += part.rows();
      }
    }
    return new WeightLayout(List.copyOf(parts), at, row);
  }

  /** The vector itself; USER {@code secret-weights} for a manifest. */
  public int[] vector(QuantizedModel model) {
    int[] all = new int[words];
    for (Part p : layers) {
      System.arraycopy(model.weights(p.node()), 0, all, p.at(), p.size());
      System.arraycopy(model.bias(p.node()), 0, all, p.biasAt(), p.rows());
    }
    return all;
  }
}
