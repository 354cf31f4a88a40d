package io.sharelens.node.round.sum;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.round.intake.UpdateFiles;
import io.sharelens.node.round.sum.ContributorSet.PublicTerm;
import io.sharelens.node.store.RoundResults.OptimiserRow;
import io.sharelens.node.store.RoundResults.SumRow;
import io.sharelens.node.store.Store;
import io.sharelens.spi.federation.ServerOptimiser;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the new weights from an opened sum: the mean update goes through the server's optimiser,
 * block by block. Every node does the same arithmetic in the same order and gets the same bits.
 */
public final class NewWeights {
  private static final int BLOCK = 1 << 16;

  private final Store store;
  private final UpdateFiles files;
  private final ServerOptimiser optimiser;
  private final double scale;

  /**
   * @param scale words per unit of pictures times change
   */
  public NewWeights(Store store, UpdateFiles files, ServerOptimiser optimiser, double scale) {
    this.store = store;
    this.files = files;
    this.optimiser = optimiser;
    this.scale = scale;
  }

  /** Where the optimiser's state after a round lies. */
  public static String stateName(long round) {
    return "optimiser/" + round + ".state";
  }

  /** Number of the step that a round takes. */
  public int step(String parent) {
    return store.roundResults().optimiser(parent).map(OptimiserRow::steps).orElse(0) + 1;
  }

  /**
   * Changes weights in place and writes the optimiser's new state.
   *
   * @param weights of the parent, by name
   */
  public void apply(ContributorSet set, Map<String, FloatTensor> weights) {
    UpdateLayout layout = UpdateLayout.of(weights);
    if (layout.words() != set.words()) {
      throw LensException.internal("bad-sum", "the sum is not one of this model's updates");
    }
    int width = optimiser.width();
    int step = step(set.parent());
    Path part = files.path(stateName(set.round()) + ".part");
    List<Term> terms = new ArrayList<>();
    try (DataInputStream before = state(set.parent(), width);
        DataOutputStream after = width == 0 ? null : output(part)) {
      terms.add(new Term(words(set.round()), 1.0 / set.pictures() / scale));
      for (PublicTerm t : set.terms()) {
        terms.add(new Term(words(t.round()), t.factor() / scale));
      }
      for (long at = 0; at < layout.parameters(); at += BLOCK) {
        int n = (int) Math.min(BLOCK, layout.parameters() - at);
        float[] mean = mean(terms, n);
        long start = at;
        layout.runs(
            at,
            at + n,
            run -> {
              FloatTensor tensor = weights.get(run.name());
              if (tensor == null) {
                throw LensException.internal("bad-sum", "there are no weights " + run.name());
              }
              int offset = (int) (run.position() - start);
              float[] some = Arrays.copyOfRange(tensor.values(), run.at(), run.at() + run.length());
              float[] change = Arrays.copyOfRange(mean, offset, offset + run.length());
              float[][] state = read(before, width, run.length());
              optimiser.step(step, some, change, state);
              System.arraycopy(some, 0, tensor.values(), run.at(), run.length());
              write(after, state);
            });
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      terms.forEach(Term::close);
    }
    if (width > 0) {
      files.keep(part, stateName(set.round()));
    }
  }

  /** One opened sum and what it is multiplied by. */
  private record Term(InputStream in, double factor) {
    void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private static float[] mean(List<Term> terms, int n) throws IOException {
    double[] sum = new double[n];
    byte[] bytes = new byte[Integer.BYTES * n];
    int[] words = new int[n];
    for (Term t : terms) {
      if (t.in().readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("an opened sum is too short");
      }
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
      for (int i = 0; i < n; i++) {
        sum[i] += words[i] * t.factor();
      }
    }
    float[] mean = new float[n];
    for (int i = 0; i < n; i++) {
      mean[i] = (float) sum[i];
    }
    return mean;
  }

  private InputStream words(long round) throws IOException {
    SumRow sum =
        store
            .roundResults()
            .sum(round)
            .orElseThrow(
                () -> LensException.internal("no-sum", "round " + round + " opened no sum here"));
    String name = sum.file();
    if (name == null) {
      throw LensException.protocol(
          "sum-gone", "the opened sum of round " + round + " is not kept any more");
    }
    return Files.newInputStream(files.path(name));
  }

  /** Zeros before the first step. */
  private @Nullable DataInputStream state(String parent, int width) throws IOException {
    OptimiserRow row = store.roundResults().optimiser(parent).orElse(null);
    return row == null || width == 0
        ? null
        : new DataInputStream(
            new BufferedInputStream(Files.newInputStream(files.path(row.file())), 1 << 16));
  }

  private static DataOutputStream output(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  private static float[][] read(@Nullable DataInputStream in, int width, int n) {
    float[][] state = new float[width][n];
    if (in == null) {
      return state;
    }
    try {
      for (float[] one : state) {
        for (int i = 0; i < n; i++) {
          one[i] = in.readFloat();
        }
      }
      return state;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void write(@Nullable DataOutputStream out, float[][] state) {
    if (out == null) {
      return;
    }
    try {
      for (float[] one : state) {
        for (float v : one) {
          out.writeFloat(v);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static LensException failed(IOException e) {
    return LensException.resources("update-io", "the new weights cannot be made: " + e, e);
  }
}
