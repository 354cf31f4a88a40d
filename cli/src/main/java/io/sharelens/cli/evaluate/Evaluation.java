package io.sharelens.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sharelens.client.query.SearchTimes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found. Online bytes go between the servers, offline bytes come from the
 * dealer. Without a stock, seconds are totals.
 *
 * @param scheme name
 * @param images pictures in the store
 * @param queries leave-one-out queries
 * @param size input size in pixels
 * @param model what the weights are
 * @param secure measures of what the nodes returned
 * @param plaintext measures of the float model on the same pictures
 * @param agreement10 mean overlap of the secure and the plaintext top 10
 * @param reference every picture a query, in plaintext
 * @param featureError secure features against the float model's
 * @param intake seconds until the pictures were there and searchable
 * @param extract cost of taking pictures in
 * @param query cost of a search
 * @param chance precision of a random ranking
 * @param mapDepth items over which map is taken
 * @param processes ids of the nodes' processes
 * @param stock material at the servers before the clock of a search started
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
    Reference reference,
    FeatureError featureError,
    Intake intake,
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

  /**
   * Float model and integer reference (what the nodes compute, but for the unit that a truncation
   * may add) with every picture as a query.
   */
  public record Reference(
      int queries,
      Measures plaintext,
      Measures fixedPoint,
      @JsonProperty("agreement@10") double agreement10) {}

  /**
   * Seconds since the first upload began; extraction goes on while uploads come.
   *
   * @param uploaded until both nodes held all pictures
   * @param searchable until all were indexed
   */
  public record Intake(double uploaded, double searchable) {}

  /**
   * Means over the queries as the client sees them, from the picture's bytes to the results' bytes.
   * A first search, which fetches the model, is not counted.
   *
   * @param median of the seconds
   * @param fastest of the seconds
   * @param parts where the seconds went
   * @param phases seconds of the parts of the nodes' session, at node 1
   */
  public record QueryCost(
      double seconds,
      double median,
      double fastest,
      SearchTimes parts,
      Map<String, Double> phases,
      double onlineBytes,
      double offlineBytes,
      double rounds) {}
}
