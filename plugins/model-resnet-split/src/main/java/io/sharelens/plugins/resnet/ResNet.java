package io.sharelens.plugins.resnet;

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
 * Residual networks (He et al., 2016, arXiv 1512.03385). The feature is one number for each channel
 * of the last stage: 512 (depth 18, 34), 2048 (50) or 64 (20, 56).
 *
 * <p>Options: {@code depth} = 18 (default), 34 or 50 for photos, 20 or 56 for pictures of CIFAR's
 * size, see {@link Depth}; {@code feature} = mean (default), max or sum over the positions of the
 * last stage. The head (mean over positions and one linear layer) exists for training and
 * classification only.
 *
 * <p>Nodes are called as in torchvision's files ({@code layer1.0.conv1}, {@code
 * layer2.0.downsample.0}, {@code fc}); the networks for CIFAR call their head {@code linear}, as
 * the well-known files for them do.
 */
@Extension
public final class ResNet implements BackboneFactory {
  static final String NAME = "model-resnet-split";
  private static final int MAX_SIZE = 512;

  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> DEVIATION = List.of(0.229, 0.224, 0.225);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<PluginOption> options() {
    return List.of(
        PluginOption.choice(
            "depth",
            "18, 34, 50 for photos, 20, 56 for small pictures",
            "18",
            "34",
            "50",
            "20",
            "56"),
        PluginOption.choice("feature", "reduction over positions", "mean", "max", "sum"));
  }

  @Override
  public int usualSize() {
    return Depth.DEEP_18.usualSize();
  }

  @Override
  public int usualSize(PluginConfig config) {
    return depth(config).usualSize();
  }

  private static Depth depth(PluginConfig config) {
    return Depth.of(config.text("depth", "18"));
  }

  @Override
  public LayerGraph graph(int inputSize, int categories, PluginConfig config) {
    config.allow("depth", "feature");
    Depth depth = depth(config);
    check(depth, inputSize, categories);
    NodeChain nodes = new NodeChain();
    new Body(depth, nodes).build();
    String last = nodes.last();
    nodes.add(
        "feature",
        new Layer.GlobalPool(
            config.choice("feature", Reduction.MEAN, Reduction.MAX, Reduction.SUM)));
    nodes.from(last).add("head.pool", new Layer.GlobalPool(Reduction.MEAN));
    nodes.add(depth.head(), new Layer.Linear(depth.features(), categories));
    return new LayerGraph(
        "resnet" + depth.layers(),
        new Preprocessing(inputSize, 1, MEAN, DEVIATION),
        nodes.nodes(),
        "feature",
        nodes.last());
  }

  private static void check(Depth depth, int inputSize, int categories) {
    if (inputSize < depth.smallest() || inputSize > MAX_SIZE) {
      throw LensException.user(
          "bad-option",
          "%s of depth %d takes inputs of %d to %d pixels, not %d"
              .formatted(NAME, depth.layers(), depth.smallest(), MAX_SIZE, inputSize));
    }
    if (depth.small() && inputSize % 4 != 0) {
      throw LensException.user(
          "bad-option",
          "%s of depth %d halves its input twice: %d pixels is no multiple of 4"
              .formatted(NAME, depth.layers(), inputSize));
    }
    if (categories < 1) {
      throw LensException.user("bad-option", NAME + " needs at least one category");
    }
  }

  /** Files call the layers as this graph does; only the heads' names are listed. */
  @Override
  public Map<String, String> importNames() {
    Map<String, String> names = new TreeMap<>();
    for (Depth depth : List.of(Depth.DEEP_18, Depth.SMALL_20)) {
      names.put(depth.head() + ".weight", depth.head() + ".weight");
      names.put(depth.head() + ".bias", depth.head() + ".bias");
    }
    return names;
  }
}
