package io.sharelens.node.runtime;

import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.LayerGraph;
import java.util.Map;

/** {@link TinyModel} as a backbone, for schemes that name it. */
final class TinyBackbone implements BackboneFactory {
  static final String NAME = "model-tiny";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int usualSize() {
    return TinyModel.SIZE;
  }

  @Override
  public LayerGraph graph(int inputSize, int categories, PluginConfig config) {
    return TinyModel.make(1).graph();
  }

  @Override
  public Map<String, String> importNames() {
    return Map.of();
  }
}
