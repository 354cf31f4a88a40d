package io.sharelens.owner.federation;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.federation.UpdateRules;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The words of an owner's update: {@code pictures * (local - global)}, every change clipped to
 * {@code clipValue}, then all of them to {@code clipNorm} together, with noise if the rules ask for
 * it, rounded to {@code 2^-fractionBits}; last a word for {@code pictures * loss}. Words are made
 * block by block, so that nothing of the update's length is held beside the two sets of weights.
 * Safe for many threads; equal blocks are equal at every call.
 */
public final class UpdateEncoder {
  /** Words of a block. */
  public static final int BLOCK = 1 << 17;

  /** Changes that are worked on at a time. */
  private static final int PIECE = 2048;

  private final UpdateLayout layout;
  private final Map<String, FloatTensor> global;
  private final Map<String, FloatTensor> local;
  private final UpdateRules rules;
  private final double factor;
  private final int lossWord;
  private final @Nullable GaussianNoise noise;

  /**
   * Checks the update and works its norm out.
   *
   * @param global weights that training began with
   * @param local weights after it, same names and shapes
   * @param pictures trained on; more than {@code rules.maxPictures} count as so many
   * @param loss under the global weights
   * @param random for the noise
   * @throws LensException USER {@code update-not-finite} if a weight has become NaN or infinite or
   *     the loss is so, {@code update-mismatch} if the weights are those of different models
   */
  public UpdateEncoder(
      Map<String, FloatTensor> global,
      Map<String, FloatTensor> local,
      int pictures,
      double loss,
      UpdateRules rules,
      SecureRandom random) {
    this.layout = UpdateLayout.of(global);
    this.global = global;
    this.local = local;
    this.rules = rules;
    requireSameShapes();
    if (pictures < 1) {
      throw LensException.user("no-pictures", "an update needs at least one picture");
    }
    if (!Double.isFinite(loss)) {
      throw notFinite("the loss is " + loss);
    }
    int weight = rules.weight(pictures);
    double norm = norm();
    double kept = norm > rules.clipNorm() ? rules.clipNorm() / norm : 1;
    factor = kept * weight * rules.scale();
    boolean noisy = rules.noise() > 0;
    noise = noisy ? new GaussianNoise(Seed.fresh(random), rules.noise() * rules.scale()) : null;
    lossWord = noisy ? 0 : lossWord(loss, weight, rules);
  }

  /** The word for a loss: {@code weight * loss * lossScale}, the loss bounded by the rules. */
  public static int lossWord(double loss, int weight, UpdateRules rules) {
    double bounded = Math.clamp(loss, 0, rules.maxLoss());
    return (int) Math.rint(bounded * weight * rules.lossScale());
  }

  public UpdateLayout layout() {
    return layout;
  }

  /** Blocks of {@link #BLOCK} words; the last may be shorter. */
  int blocks() {
    return Math.toIntExact((layout.words() + BLOCK - 1) / BLOCK);
  }

  /** Words of a block. */
  int length(int block) {
    return (int) Math.min(BLOCK, layout.words() - start(block));
  }

  /** Place of a block's first word. */
  long start(int block) {
    return (long) block * BLOCK;
  }

  /** Makes all words of a block. */
  void encode(int block, int[] words) {
    long start = start(block);
    long end = start + words.length;
    double[] drawn = new double[noise == null ? 0 : words.length];
    if (noise != null) {
      noise.fill(block, drawn);
    }
    layout.runs(
        start,
        Math.min(end, layout.parameters()),
        run -> {
          int into = (int) (run.position() - start);
          if (noise == null) {
            plain(run, words, into);
          } else {
            noisy(run, words, into, drawn);
          }
        });
    if (end == layout.words()) {
      words[words.length - 1] = lossWord;
    }
  }

  private void plain(UpdateLayout.Run run, int[] words, int into) {
    pieces(run, (changes, n, at) -> round(changes, n, factor, words, into + at));
  }

  private void noisy(UpdateLayout.Run run, int[] words, int into, double[] drawn) {
    pieces(run, (changes, n, at) -> round(changes, n, factor, drawn, words, into + at));
  }

  /** Takes clipped changes. */
  private interface Piece {
    /**
     * @param n how many of {@code changes} count
     * @param at place of the first in its run
     */
    void take(float[] changes, int n, int at);
  }

  /** The clipped changes of a run, in pieces that stay in the first cache. */
  private void pieces(UpdateLayout.Run run, Piece piece) {
    float[] after = values(local, run);
    float[] before = values(global, run);
    float clip = (float) rules.clipValue();
    float[] changes = new float[PIECE];
    for (int from = 0; from < run.length(); from += PIECE) {
      int n = Math.min(PIECE, run.length() - from);
      subtract(after, before, run.at() + from, n, changes);
      if (!(largest(changes, n) < Float.POSITIVE_INFINITY)) {
        throw notFinite(run.name() + " has become so");
      }
      clip(changes, n, clip);
      piece.take(changes, n, from);
    }
  }

  // Loops that do one thing: the compiler vectorises these, and none that does all at once.

  private static void subtract(float[] after, float[] before, int at, int n, float[] changes) {
    for (int i = 0; i < n; i++) {
      changes[i] = after[at + i] - before[at + i];
    }
  }

  /** Largest absolute value; NaN if any is NaN. */
  private static float largest(float[] changes, int n) {
    float largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(changes[i]));
    }
    return largest;
  }

  private static void clip(float[] changes, int n, float clip) {
    for (int i = 0; i < n; i++) {
      changes[i] = Math.max(-clip, Math.min(clip, changes[i]));
    }
  }

  private static void round(float[] changes, int n, double factor, int[] words, int at) {
    for (int i = 0; i < n; i++) {
      words[at + i] = (int) Math.rint(changes[i] * factor);
    }
  }

  private static void round(
      float[] changes, int n, double factor, double[] drawn, int[] words, int at) {
    for (int i = 0; i < n; i++) {
      words[at + i] = (int) Math.rint(changes[i] * factor + drawn[at + i]);
    }
  }

  /** Euclidean norm of the changes, each clipped. */
  private double norm() {
    double[] squares = new double[blocks()];
    IntStream.range(0, squares.length)
        .parallel()
        .forEach(
            block -> {
              long start = start(block);
              long end = Math.min(start + BLOCK, layout.parameters());
              layout.runs(
                  start, end, run -> squares[block] += squares(run)); // a block is one thread's
            });
    double sum = 0;
    for (double s : squares) {
      sum += s;
    }
    return Math.sqrt(sum);
  }

  private double squares(UpdateLayout.Run run) {
    double[] sum = new double[1];
    pieces(run, (changes, n, at) -> sum[0] += squares(changes, n));
    return sum[0];
  }

  /** Four sums, since one would wait for itself at every step. */
  private static double squares(float[] changes, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      a += (double) changes[i] * changes[i];
      b += (double) changes[i + 1] * changes[i + 1];
      c += (double) changes[i + 2] * changes[i + 2];
      d += (double) changes[i + 3] * changes[i + 3];
    }
    for (; i < n; i++) {
      a += (double) changes[i] * changes[i];
    }
    return a + b + (c + d);
  }

  private void requireSameShapes() {
    if (!shapes(global).equals(shapes(local))) {
      throw LensException.user(
          "update-mismatch", "the trained weights are not those of the model that was given out");
    }
  }

  private static Map<String, Shape> shapes(Map<String, FloatTensor> weights) {
    Map<String, Shape> shapes = new HashMap<>();
    weights.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  private static float[] values(Map<String, FloatTensor> weights, UpdateLayout.Run run) {
    return Objects.requireNonNull(weights.get(run.name())).values();
  }

  private static LensException notFinite(String what) {
    return LensException.user(
        "update-not-finite",
        "training has diverged, " + what + ": NaN or infinite; a smaller learning rate may help");
  }
}
