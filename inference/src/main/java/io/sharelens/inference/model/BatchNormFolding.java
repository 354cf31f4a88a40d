package io.sharelens.inference.model;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds batch normalisation into the convolution before it: weights and biases are scaled and
 * shifted per output channel, and the node disappears.
 *
 * @param graph without batch normalisation
 * @param weights of that graph
 */
public record BatchNormFolding(LayerGraph graph, Map<String, FloatTensor> weights) {

  /** USER {@code batch-norm} if one does not directly follow a convolution that feeds only it. */
  public static BatchNormFolding fold(LayerGraph graph, Map<String, FloatTensor> weights) {
    Map<String, FloatTensor> folded = new TreeMap<>(weights);
    Map<String, String> standsFor = new HashMap<>();
    Map<String, GraphNode> known = new HashMap<>();
    List<GraphNode> nodes = new ArrayList<>();
    for (GraphNode node : graph.nodes()) {
      known.put(node.id(), node);
      if (node.layer() instanceof Layer.BatchNorm norm) {
        String input = node.inputs().getFirst();
        GraphNode before = known.get(input);
        if (before == null || !(before.layer() instanceof Layer.Conv2d) || shared(graph, input)) {
          throw LensException.user(
              "batch-norm",
              graph.name() + ": " + node.id() + " does not follow a convolution of its own");
        }
        scale(folded, input, node.id(), norm);
        standsFor.put(node.id(), input);
      } else {
        List<String> inputs =
            node.inputs().stream().map(id -> standsFor.getOrDefault(id, id)).toList();
        nodes.add(new GraphNode(node.id(), node.layer(), inputs));
      }
    }
    LayerGraph result =
        new LayerGraph(
            graph.name(),
            graph.preprocessing(),
            nodes,
            standsFor.getOrDefault(graph.feature(), graph.feature()),
            standsFor.getOrDefault(graph.output(), graph.output()));
    return new BatchNormFolding(result, folded);
  }

  private static boolean shared(LayerGraph graph, String id) {
    long users = graph.nodes().stream().filter(n -> n.inputs().contains(id)).count();
    return users != 1 || graph.feature().equals(id) || graph.output().equals(id);
  }

  private static void scale(
      Map<String, FloatTensor> weights, String conv, String norm, Layer.BatchNorm layer) {
    float[] gamma = taken(weights, norm + ".weight").values();
    float[] beta = taken(weights, norm + ".bias").values();
    float[] mean = taken(weights, norm + ".running_mean").values();
    float[] variance = taken(weights, norm + ".running_var").values();
    FloatTensor kernel = taken(weights, conv + ".weight");
    FloatTensor bias = taken(weights, conv + ".bias");
    float[] w = kernel.values().clone();
    float[] b = bias.values().clone();
    int each = w.length / b.length;
    for (int c = 0; c < b.length; c++) {
      double factor = gamma[c] / Math.sqrt(variance[c] + layer.epsilon());
      for (int i = c * each; i < (c + 1) * each; i++) {
        w[i] = (float) (w[i] * factor);
      }
      b[c] = (float) ((b[c] - mean[c]) * factor + beta[c]);
    }
    weights.put(conv + ".weight", new FloatTensor(kernel.shape(), w));
    weights.put(conv + ".bias", new FloatTensor(bias.shape(), b));
    for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
      weights.remove(norm + part);
    }
  }

  private static FloatTensor taken(Map<String, FloatTensor> weights, String name) {
    FloatTensor tensor = weights.get(name);
    if (tensor == null) {
      throw LensException.user("bad-model", "the weights " + name + " are missing");
    }
    return tensor;
  }
}
