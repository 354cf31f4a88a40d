package io.sharelens.spi;

import io.sharelens.spi.graph.LayerGraph;
import java.util.Map;

/** Extension point: backbone models as layer graphs. */
public interface BackboneFactory extends PluginPoint {
  /**
   * Input size in pixels that commands take where neither size nor options are named; {@link
   * #graph} accepts it.
   */
  int usualSize();

  /**
   * Input size in pixels that is usual with some options; {@link #graph} accepts it with them.
   *
   * @param config as {@link #graph} takes it
   */
  default int usualSize(PluginConfig config) {
    return usualSize();
  }

  /**
   * The graph for an input size.
   *
   * @param inputSize height and width in pixels
   * @param categories classes of the training head
   * @param config options, for example {@code feature} and {@code head}
   */
  LayerGraph graph(int inputSize, int categories, PluginConfig config);

  /**
   * Maps weight names of well-known files (for example torchvision's {@code features.0.weight}) to
   * this graph's ({@code node.weight}); names that map to themselves may be left out.
   */
  Map<String, String> importNames();
}
