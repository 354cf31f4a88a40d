package io.sharelens.node.model;

import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.graph.Preprocessing;
import java.nio.file.Path;

/** Makes model files ready to run, and checks that they fit the scheme. */
public final class ModelLoader {
  private ModelLoader() {}

  /** Reads and quantizes a model. */
  public static LoadedModel load(Path file) {
    return load(PublishedModel.read(file));
  }

  static LoadedModel load(PublishedModel model) {
    QuantizedModel quantized = QuantizedModel.of(model);
    Preprocessing p = model.graph().preprocessing();
    return new LoadedModel(
        model.sha256(),
        Shape.of(3, p.size(), p.size()),
        quantized.largestWords(),
        model.plan().featureSpec(),
        (arithmetic, compare) -> new SecureExecutor(quantized, arithmetic, compare)::features);
  }

  /**
   * @throws io.sharelens.mpc.error.LensException USER if the plan does not hold or the index does
   *     not take its features
   */
  public static void check(PublishedModel model, Scheme scheme) {
    LoadedModel loaded = load(model);
    scheme.checkFeatures(loaded.features());
  }
}
