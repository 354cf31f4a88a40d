package io.sharelens.cli.model;

import io.sharelens.inference.FloatReference;
import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights that give the same features but for one common factor, chosen so that features are about
 * 1: then a head that is put on them trains at usual learning rates. Published weights for inputs
 * from 0 to 255 have features of 10 to 100, and the first steps of a fresh head spoil what is below
 * it.
 *
 * <p>Nets of convolutions, ReLUs, pools and joins are positively homogeneous: every convolution on
 * the way is multiplied by the same number, biases by its power. Rankings of normalised features do
 * not change.
 */
public final class LevelWeights {
  private LevelWeights() {}

  /**
   * Scales so that the root mean square of the feature values over {@code pictures} is 1; the
   * head's last layer becomes zero, so that no class has a say before the first step.
   *
   * @param pictures input tensors of typical pictures
   * @return all weights of the graph; fails with {@code cannot-level} where branches of different
   *     depth are joined, or a layer is not homogeneous
   */
  public static Map<String, FloatTensor> of(
      LayerGraph graph, Map<String, FloatTensor> weights, List<float[]> pictures) {
    Map<String, Integer> depths = depths(graph);
    String scores = scores(graph);
    FloatReference reference = new FloatReference(graph, weights);
    double squares = 0;
    long values = 0;
    for (float[] picture : pictures) {
      for (float v : reference.features(picture)) {
        squares += (double) v * v;
        values++;
      }
    }
    double size = Math.sqrt(squares / values);
    if (!(size > 0) || !Double.isFinite(size)) {
      throw cannot("the features of the pictures given are all zero or not finite");
    }
    double step =
        Math.pow(1 / size, 1.0 / depths.getOrDefault(FeatureGraph.of(graph).feature(), 1));
    Map<String, FloatTensor> levelled = new TreeMap<>();
    weights.forEach(
        (name, tensor) -> {
          int dot = name.lastIndexOf('.');
          String node = name.substring(0, dot);
          Integer depth = depths.get(node);
          double factor =
              node.equals(scores)
                  ? 0
                  : depth == null ? 1 : name.endsWith(".bias") ? Math.pow(step, depth) : step;
          levelled.put(name, times(tensor, factor));
        });
    return levelled;
  }

  /** Convolutions on the way to each node of the feature's graph, itself included. */
  private static Map<String, Integer> depths(LayerGraph graph) {
    Map<String, Integer> depths = new HashMap<>(Map.of(LayerGraph.INPUT, 0));
    for (GraphNode node : FeatureGraph.of(graph).nodes()) {
      List<Integer> before = node.inputs().stream().map(depths::get).distinct().toList();
      if (before.size() != 1) {
        throw cannot(node.id() + " joins branches of different depth");
      }
      if (node.layer() instanceof Layer.BatchNorm) {
        throw cannot(node.id() + " normalises what comes in");
      }
      depths.put(node.id(), before.getFirst() + (weighted(node.layer()) ? 1 : 0));
    }
    return depths;
  }

  /** The layer that gives the class scores. */
  private static String scores(LayerGraph graph) {
    return graph.nodes().reversed().stream()
        .filter(n -> weighted(n.layer()))
        .map(GraphNode::id)
        .findFirst()
        .orElseThrow(() -> cannot("there are none"));
  }

  private static boolean weighted(Layer layer) {
    return layer instanceof Layer.Conv2d || layer instanceof Layer.Linear;
  }

  private static FloatTensor times(FloatTensor tensor, double factor) {
    float[] values = tensor.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = factor == 0 ? 0 : (float) (values[i] * factor);
    }
    return new FloatTensor(tensor.shape(), values);
  }

  private static LensException cannot(String why) {
    return LensException.user("cannot-level", "the weights cannot be scaled: " + why);
  }
}
