package io.sharelens.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's layers with their fixed-point plan, to draw.
 *
 * @param sha256 of the model's file
 * @param name of the graph, for example {@code vgg11}
 * @param weights {@code public}, or {@code shared} where no node knows them
 * @param inputSize height and width of the input in pixels
 * @param inputFractionBits an input value v is the word round(v * 2^inputFractionBits)
 * @param inputBound largest |word| of an input
 * @param margin measured bounds are this many times the largest value seen
 * @param feature id of the layer whose output is the feature
 * @param dimension numbers in a feature
 * @param featureFractionBits of a feature's words
 * @param output id of the layer whose output are the class scores of training
 * @param comparison protocol with which costs are declared: that of the serving scheme
 * @param layers in an order in which each comes after its inputs; {@code input} names the picture
 * @param totals of the layers that nodes compute
 */
public record ModelGraph(
    String sha256,
    String name,
    String weights,
    int inputSize,
    int inputFractionBits,
    int inputBound,
    double margin,
    String feature,
    int dimension,
    int featureFractionBits,
    String output,
    String comparison,
    List<GraphLayer> layers,
    Totals totals) {
  public ModelGraph {
    layers = List.copyOf(layers);
  }

  /**
   * A layer.
   *
   * @param id unique in the graph
   * @param kind {@code conv}, {@code relu}, {@code max-pool}, {@code average-pool}, {@code
   *     global-pool}, {@code concat}, {@code add}, {@code subsample}, {@code linear}, {@code
   *     flatten}, {@code dropout} or {@code batch-norm}
   * @param detail for people, for example {@code 3x3, 64 to 128 channels, padding 1}; empty where
   *     there is nothing to say
   * @param inputs ids of the layers whose outputs it takes
   * @param shape of its output for one picture: [channels, height, width] or [numbers]
   * @param parameters weights and biases
   * @param computed whether nodes compute it; other layers serve training alone
   * @param plan fixed point; null for a layer that nodes do not compute
   * @param cost for one picture; null for a layer that nodes do not compute
   */
  public record GraphLayer(
      String id,
      String kind,
      String detail,
      List<String> inputs,
      List<Integer> shape,
      long parameters,
      boolean computed,
      @Nullable LayerPlan plan,
      @Nullable LayerCost cost) {
    public GraphLayer {
      inputs = List.copyOf(inputs);
      shape = List.copyOf(shape);
    }
  }

  /**
   * Fixed point of a layer: a word stands for the value word / 2^bits.
   *
   * @param weightBits fraction bits of its weights, not whole where the scale is no power of two;
   *     null for a layer without weights
   * @param bits fraction bits of its result before truncation
   * @param truncate low bits dropped from the result; 0 for most layers
   * @param outputBits fraction bits of what it hands on
   * @param bound largest |word| that the plan allows before truncation, less than 2^30
   * @param boundValue the same as a value
   * @param evidence why the bound holds: {@code proved} or {@code measured}
   */
  public record LayerPlan(
      @Nullable Double weightBits,
      double bits,
      int truncate,
      double outputBits,
      int bound,
      double boundValue,
      String evidence) {}

  /**
   * What computing a layer for one picture takes, as the protocols declare it.
   *
   * @param multiplyAdds at each node
   * @param comparisons ReLUs and maxima
   * @param rounds of a batch that fits one block
   * @param onlineBytes among the computing nodes
   * @param offlineBytes from the dealer; 0 without one
   */
  public record LayerCost(
      long multiplyAdds, long comparisons, long rounds, long onlineBytes, long offlineBytes) {}

  /**
   * Sums over the layers that nodes compute.
   *
   * @param parameters weights and biases
   * @param cost declared for one picture
   */
  public record Totals(long parameters, LayerCost cost) {}
}
