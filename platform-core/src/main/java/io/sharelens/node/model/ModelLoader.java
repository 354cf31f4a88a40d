package io.sharelens.node.model;

import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.node.feature.FeatureExtractor;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.graph.Preprocessing;
import java.nio.file.Path;

/** Makes model files ready to run, and checks that they fit the scheme. */
public final class ModelLoader {
  private ModelLoader() {}

  /**
   * Reads and quantizes a model. Shares of secret weights are read when a session first needs them.
   *
   * @param parts this node's parts of split models
   * @param masked their masked words
   */
  public static LoadedModel load(Path file, PartFiles parts, MaskedFiles masked) {
    PublishedModel model = PublishedModel.read(file);
    QuantizedModel quantized = QuantizedModel.of(model);
    if (!quantized.secret()) {
      return load(
          model,
          quantized,
          (arithmetic, compare) -> new SecureExecutor(quantized, arithmetic, compare)::features);
    }
    WeightShares shares = new WeightShares(model, quantized, parts, masked);
    return load(
        model,
        quantized,
        (arithmetic, compare) ->
            new SecureExecutor(quantized, shares.get(arithmetic.parties()), arithmetic, compare)
                ::features);
  }

  private static LoadedModel load(
      PublishedModel model, QuantizedModel quantized, FeatureExtractor.Factory extractor) {
    Preprocessing p = model.graph().preprocessing();
    return new LoadedModel(
        model.sha256(),
        Shape.of(3, p.size(), p.size()),
        quantized.largestWords(),
        model.plan().featureSpec(),
        extractor);
  }

  /**
   * @throws LensException USER if the plan does not hold
   */
  static void check(PublishedModel model) {
    QuantizedModel.of(model);
  }

  /**
   * @throws LensException USER if the plan does not hold or the index does not take its features
   */
  public static void check(PublishedModel model, Scheme scheme) {
    check(model);
    scheme.checkFeatures(model.plan().featureSpec());
  }

  /**
   * @throws LensException USER {@code secret-weights} or {@code public-weights} if the scheme's
   *     models are of the other kind
   */
  static void checkWeights(PublishedModel model, Scheme scheme) {
    boolean split = model.split().isPresent();
    if (split && !scheme.file().sharedWeights()) {
      throw LensException.user(
          "secret-weights",
          "the model "
              + model.sha256()
              + " is split; scheme "
              + scheme.name()
              + " has public weights (its 'weights' is not 'shared')");
    }
    if (!split && scheme.file().sharedWeights()) {
      throw LensException.user(
          "public-weights",
          "the model "
              + model.sha256()
              + " shows its weights; scheme "
              + scheme.name()
              + " wants them shared: its owner splits it (admin model split)");
    }
  }
}
