package io.sharelens.plugins.vgg11;

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
 * VGG11 (configuration A of Simonyan and Zisserman, 2015) as FLSIR uses it: eight 3x3 convolutions
 * and five 2x2 max pools; the feature is one number per channel of the last pool.
 *
 * <p>Options: {@code feature} = mean (default), max or sum over the positions of the last pool;
 * {@code head} = average (default: mean over positions and one linear layer) or classic (two layers
 * of 4096 with dropout on all positions; at 224 pixels it has the shapes of the published weights).
 * The head exists for training only.
 */
@Extension
public final class Vgg11 implements BackboneFactory {
  static final String NAME = "model-vgg11";
  private static final int MIN_SIZE = 32;
  private static final int MAX_SIZE = 512;
  private static final int POOLS = 5;
  private static final int FEATURES = 512;
  private static final int HIDDEN = 4096;

  /** Output channels of each convolution; 0 is a max pool. */
  private static final int[] LAYERS = {64, 0, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0};

  /**
   * Indices of the convolutions in torchvision's {@code features}, which counts ReLUs and pools.
   */
  private static final int[] TORCHVISION_CONVOLUTIONS = {0, 3, 6, 8, 11, 13, 16, 18};

  /** Indices of the linear layers in torchvision's {@code classifier}. */
  private static final int[] TORCHVISION_LINEAR = {0, 3, 6};

  private static final List<Double> MEAN = List.of(0.4914, 0.4822, 0.4466);
  private static final List<Double> DEVIATION = List.of(0.2023, 0.1994, 0.2010);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<PluginOption> options() {
    return List.of(
        PluginOption.choice("feature", "reduction over positions", "mean", "max", "sum"),
        PluginOption.choice("head", "of training alone", "average", "classic"));
  }

  /** That of CIFAR-10, which the paper evaluates with. */
  @Override
  public int usualSize() {
    return MIN_SIZE;
  }

  @Override
  public LayerGraph graph(int inputSize, int categories, PluginConfig config) {
    config.allow("feature", "head");
    if (inputSize < MIN_SIZE || inputSize > MAX_SIZE) {
      throw LensException.user(
          "bad-option",
          NAME + " takes inputs of " + MIN_SIZE + " to " + MAX_SIZE + " pixels, not " + inputSize);
    }
    if (categories < 1) {
      throw LensException.user("bad-option", NAME + " needs at least one category");
    }
    NodeChain chain = new NodeChain();
    convolutions(chain);
    String last = chain.last();
    chain.add(
        "feature",
        new Layer.GlobalPool(
            config.choice("feature", Reduction.MEAN, Reduction.MAX, Reduction.SUM)));
    String head = config.text("head", "average");
    switch (head) {
      case "average" -> averageHead(chain.from(last), categories);
      case "classic" -> classicHead(chain.from(last), inputSize >> POOLS, categories);
      default ->
          throw LensException.user(
              "bad-option", NAME + ": head must be average or classic, not " + head);
    }
    return new LayerGraph(
        "vgg11",
        new Preprocessing(inputSize, 1, MEAN, DEVIATION),
        chain.nodes(),
        "feature",
        chain.last());
  }

  private static void convolutions(NodeChain chain) {
    int in = 3;
    int conv = 0;
    int pool = 0;
    for (int out : LAYERS) {
      if (out == 0) {
        chain.add("pool" + ++pool, new Layer.MaxPool(2, 2, 0, false));
      } else {
        chain.add("conv" + ++conv, new Layer.Conv2d(in, out, 3, 1, 1));
        chain.add("relu" + conv, new Layer.Relu());
        in = out;
      }
    }
  }

  private static void averageHead(NodeChain chain, int categories) {
    chain.add("head.pool", new Layer.GlobalPool(Reduction.MEAN));
    chain.add("head", new Layer.Linear(FEATURES, categories));
  }

  private static void classicHead(NodeChain chain, int side, int categories) {
    chain.add("flatten", new Layer.Flatten());
    int in = FEATURES * side * side;
    for (int i = 1; i <= 2; i++) {
      chain.add("fc" + i, new Layer.Linear(in, HIDDEN));
      chain.add("fc" + i + ".relu", new Layer.Relu());
      chain.add("fc" + i + ".dropout", new Layer.Dropout(0.5));
      in = HIDDEN;
    }
    chain.add("fc3", new Layer.Linear(HIDDEN, categories));
  }

  @Override
  public Map<String, String> importNames() {
    Map<String, String> names = new TreeMap<>();
    for (int i = 0; i < TORCHVISION_CONVOLUTIONS.length; i++) {
      both(names, "features." + TORCHVISION_CONVOLUTIONS[i], "conv" + (i + 1));
    }
    for (int i = 0; i < TORCHVISION_LINEAR.length; i++) {
      both(names, "classifier." + TORCHVISION_LINEAR[i], "fc" + (i + 1));
    }
    return names;
  }

  private static void both(Map<String, String> names, String theirs, String ours) {
    names.put(theirs + ".weight", ours + ".weight");
    names.put(theirs + ".bias", ours + ".bias");
  }
}
