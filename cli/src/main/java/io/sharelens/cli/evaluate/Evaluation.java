package io.sharelens.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found. Online bytes go between the servers, offline bytes come from the
 * dealer; no material was in stock, so seconds are totals.
 *
 * @param scheme name
 * @param images pictures in the store
 * @param queries leave-one-out queries
 * @param size input size in pixels
 * @param model what the weights are
 * @param secure measures of what the nodes returned
 * @param plaintext measures of the float model on the same pictures
 * @param agreement10 mean overlap of the secure and the plaintext top 10
 * @param featureError secure features against the float model's
 * @param extract cost of taking pictures in
 * @param query cost of a search
 * @param chance precision of a random ranking
 * @param mapDepth items over which map is taken
 * @param processes ids of the nodes' processes
 * @param stock material at the servers before the clock started: none
 */
public record Evaluation(
    String scheme,
    int images,
    int queries,
    int size,
    String model,
    Measures secure,
    Measures plaintext,
    @JsonProperty("agreement@10") double agreement10,
    FeatureError featureError,
    ExtractCost extract,
    QueryCost query,
    double chance,
    int mapDepth,
    List<Long> processes,
    String stock,
    @Nullable Measures untrainedPlaintext) {

  /** Absolute difference of feature values, and the mean size of a value for scale. */
  public record FeatureError(double max, double mean, double meanValue) {}

  /** Per picture but for rounds, which are of one batch. */
  public record ExtractCost(
      double secondsPerImage,
      double onlineBytesPerImage,
      double offlineBytesPerImage,
      double rounds,
      double batch) {}

  /** Means over the queries; seconds as the client sees them. */
  public record QueryCost(double seconds, double onlineBytes, double offlineBytes, double rounds) {}
}
