package io.sharelens.node.feature;

import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.FeatureSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The last models that were used, ready to run. Thread-safe. */
public final class ModelCache {
  /** The model of the current epoch, and the next one while features are made again. */
  private static final int MODELS = 2;

  private final Function<String, LoadedModel> load;
  private final Map<String, LoadedModel> models = new LinkedHashMap<>(4, 0.75f, true);

  /**
   * @param load reads a model by the SHA-256 of its file
   */
  public ModelCache(Function<String, LoadedModel> load) {
    this.load = load;
  }

  /** Loads it if need be; whoever asks for the same model meanwhile waits. */
  public synchronized LoadedModel get(String sha256) {
    LoadedModel known = models.get(sha256);
    if (known != null) {
      return known;
    }
    if (models.size() >= MODELS) {
      models.remove(models.keySet().iterator().next());
    }
    LoadedModel model = load.apply(sha256);
    models.put(sha256, model);
    return model;
  }

  /**
   * A model ready to run.
   *
   * @param sha256 of its file
   * @param input shape of one picture, [3, size, size]
   * @param words of its largest intermediate result for one picture
   * @param features encoding of its features
   * @param extractor runs it in a session
   */
  public record LoadedModel(
      String sha256,
      Shape input,
      long words,
      FeatureSpec features,
      FeatureExtractor.Factory extractor) {}
}
