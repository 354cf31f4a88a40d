package io.sharelens.inference;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;

/**
 * Computes features on shares, for one party in one session. Weights are public to the servers, or
 * shares ({@link SecretWeights}). Nothing is opened. Concatenations and max pools run before the
 * ReLUs they follow, which is exact because those are monotone; the order of layers, and with it
 * every message, depends on the graph alone.
 *
 * <p>Each truncation may add one unit to a word ({@code Arithmetic.truncate}, {@code
 * ComparisonProtocol.relu}); otherwise the words are those of {@link IntegerReference}.
 */
public final class SecureExecutor {
  private final QuantizedModel model;
  private final SecureOperations operations;
  private final GraphRunner<SharedTensor> runner;

  /** With weights that all servers know. */
  public SecureExecutor(
      QuantizedModel model, Arithmetic arithmetic, ComparisonProtocol comparison) {
    this(model, arithmetic, comparison, new PublicLayers(model, arithmetic));
  }

  /** With weights of which this server has a share: one more round for each layer that has any. */
  public SecureExecutor(
      QuantizedModel model,
      SecretWeights weights,
      Arithmetic arithmetic,
      ComparisonProtocol comparison) {
    this(model, arithmetic, comparison, new SecretLayers(weights, arithmetic));
  }

  private SecureExecutor(
      QuantizedModel model,
      Arithmetic arithmetic,
      ComparisonProtocol comparison,
      LinearLayers linear) {
    FeatureGraph program = model.program();
    this.model = model;
    this.operations = new SecureOperations(model, program, arithmetic, comparison, linear);
    this.runner = new GraphRunner<>(program);
  }

  /** Hears of progress; called on the session's thread after every layer. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param layer id of the layer that is done
     * @param done layers done, this one included
     */
    void layer(String layer, int done, int total);
  }

  /**
   * Features of a batch.
   *
   * @param input [n, 3, size, size] words at the plan's input scale
   * @return [n, dimension] words as in {@code plan.featureSpec()}
   */
  public SharedTensor features(SharedTensor input) {
    return features(input, (layer, done, total) -> {});
  }

  /** As {@link #features(SharedTensor)}, reporting progress. */
  public SharedTensor features(SharedTensor input, Progress progress) {
    Shape one = model.input();
    Shape given = input.shape();
    boolean fits = given.rank() == 4;
    for (int i = 0; fits && i < 3; i++) {
      fits = given.dim(i + 1) == one.dim(i);
    }
    if (!fits) {
      throw LensException.user(
          "bad-input", "the model takes inputs of shape " + one + " in a batch, not " + given);
    }
    return runner.run(
        input, operations, (node, out, done, total) -> progress.layer(node.id(), done, total));
  }
}
