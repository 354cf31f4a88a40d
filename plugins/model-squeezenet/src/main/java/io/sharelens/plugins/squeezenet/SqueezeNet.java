package io.sharelens.plugins.squeezenet;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.PluginOption;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.Layer.Reduction;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.NodeChain;
import io.sharelens.spi.graph.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pf4j.Extension;

/**
 * SqueezeNet 1.1 (Iandola et al., 2016, arXiv 1602.07360, and its authors' second release): one 3x3
 * convolution and eight fire modules, whose two sides are joined along the channels. It has a
 * twentieth of VGG11's multiplications. The feature is one number for each of the 512 channels of
 * the last fire module.
 *
 * <p>Options: {@code feature} = mean (default), max or sum over positions; {@code pooling} = floor
 * (default, for weights trained at 227 pixels with Keras) or ceil (Caffe's and torchvision's),
 * which differ where windows do not fill the picture (at 224 pixels they do); {@code input} = caffe
 * (default: RGB from 0 to 255 minus the mean of ImageNet) or torchvision (0 to 1, normalised), as
 * the weights were trained. The head exists for training only: dropout and 1x1 convolution to the
 * classes, averaged. The published head has a ReLU before the average; it is left out, because a
 * class whose scores are all negative would never learn.
 */
@Extension
public final class SqueezeNet implements BackboneFactory {
  static final String NAME = "model-squeezenet";
  private static final int USUAL_SIZE = 227;
  private static final int MIN_SIZE = 32;
  private static final int MAX_SIZE = 512;
  private static final int FEATURES = 512;

  /** Channels in the middle and on each side of fire2 to fire9; pools are after fire3 and fire5. */
  private static final int[][] FIRES = {
    {16, 64}, {16, 64}, {32, 128}, {32, 128}, {48, 192}, {48, 192}, {64, 256}, {64, 256}
  };

  /** Indices of conv1 and of the fire modules in torchvision's {@code features}. */
  private static final int[] TORCHVISION = {0, 3, 4, 6, 7, 9, 10, 11, 12};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<PluginOption> options() {
    return List.of(
        PluginOption.choice("feature", "reduction over positions", "mean", "max", "sum"),
        PluginOption.choice("pooling", "windows at the border", "floor", "ceil"),
        PluginOption.choice("input", "as the weights were trained", "caffe", "torchvision"));
  }

  @Override
  public int usualSize() {
    return USUAL_SIZE;
  }

  @Override
  public LayerGraph graph(int inputSize, int categories, PluginConfig config) {
    config.allow("feature", "pooling", "input");
    if (inputSize < MIN_SIZE || inputSize > MAX_SIZE) {
      throw LensException.user(
          "bad-option",
          NAME + " takes inputs of " + MIN_SIZE + " to " + MAX_SIZE + " pixels, not " + inputSize);
    }
    if (categories < 1) {
      throw LensException.user("bad-option", NAME + " needs at least one category");
    }
    NodeChain nodes = new NodeChain();
    body(nodes, pool(config.text("pooling", "floor")));
    String last = nodes.last();
    nodes.add(
        "feature",
        new Layer.GlobalPool(
            config.choice("feature", Reduction.MEAN, Reduction.MAX, Reduction.SUM)));
    nodes.from(last).add("head.dropout", new Layer.Dropout(0.5));
    nodes.add("head", new Layer.Conv2d(FEATURES, categories, 1, 1, 0));
    nodes.add("head.pool", new Layer.GlobalPool(Reduction.MEAN));
    return new LayerGraph(
        "squeezenet1.1",
        preprocessing(inputSize, config.text("input", "caffe")),
        nodes.nodes(),
        "feature",
        nodes.last());
  }

  private static Preprocessing preprocessing(int size, String input) {
    return switch (input) {
      case "caffe" ->
          new Preprocessing(size, 255, List.of(123.68, 116.779, 103.939), List.of(1.0, 1.0, 1.0));
      case "torchvision" ->
          new Preprocessing(size, 1, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
      default ->
          throw LensException.user(
              "bad-option", NAME + ": input must be caffe or torchvision, not " + input);
    };
  }

  private static void body(NodeChain nodes, Layer.MaxPool pool) {
    FireModule.rectified(nodes, "conv1", new Layer.Conv2d(3, 64, 3, 2, 0));
    nodes.add("pool1", pool);
    int in = 64;
    for (int i = 0; i < FIRES.length; i++) {
      int number = i + 2;
      FireModule.add(nodes, "fire" + number, in, FIRES[i][0], FIRES[i][1]);
      in = 2 * FIRES[i][1];
      if (number == 3 || number == 5) {
        nodes.add("pool" + number, pool);
      }
    }
  }

  private static Layer.MaxPool pool(String mode) {
    return switch (mode) {
      case "ceil" -> new Layer.MaxPool(3, 2, 0, true);
      case "floor" -> new Layer.MaxPool(3, 2, 0, false);
      default ->
          throw LensException.user(
              "bad-option", NAME + ": pooling must be ceil or floor, not " + mode);
    };
  }

  /** Names of this graph serve as they are; torchvision counts the layers instead. */
  @Override
  public Map<String, String> importNames() {
    Map<String, String> names = new TreeMap<>();
    both(names, "features." + TORCHVISION[0], "conv1");
    for (int i = 1; i < TORCHVISION.length; i++) {
      for (String part : List.of(".squeeze", ".expand1x1", ".expand3x3")) {
        String ours = part.equals(".squeeze") ? ".squeeze1x1" : part;
        both(names, "features." + TORCHVISION[i] + part, "fire" + (i + 1) + ours);
      }
    }
    both(names, "classifier.1", "head");
    return names;
  }

  private static void both(Map<String, String> names, String theirs, String ours) {
    names.put(theirs + ".weight", ours + ".weight");
    names.put(theirs + ".bias", ours + ".bias");
  }
}
