package io.sharelens.node.rehearsal;

import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.WeightLayout;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's graph and plan, ready to run for all parties of one process. Where weights are not at
 * hand, or are to be shared, drawn ones take their place: messages and arithmetic are the same.
 */
public final class RehearsedModel {
  /** Keys of its rows begin where those of pictures never come to. */
  private static final long FIRST_KEY = 1L << 40;

  private final LoadedModel loaded;
  private final int inputBound;
  private final @Nullable Drawn drawn;

  private RehearsedModel(LoadedModel loaded, int inputBound, @Nullable Drawn drawn) {
    this.loaded = loaded;
    this.inputBound = inputBound;
    this.drawn = drawn;
  }

  /**
   * Weights that all servers know.
   *
   * @param known the model if it is loaded already; null to draw weights
   */
  public static RehearsedModel open(PublishedModel model, @Nullable LoadedModel known) {
    int inputBound = model.plan().inputBound();
    if (known != null) {
      return new RehearsedModel(known, inputBound, null);
    }
    PublishedModel with =
        model.split().isEmpty()
            ? model
            : PublishedModel.of(
                model.graph(),
                WeightInit.he(model.graph(), new SecureRandom()),
                model.categories(),
                model.plan(),
                model.parent(),
                model.trained());
    QuantizedModel quantized = QuantizedModel.of(with);
    return new RehearsedModel(
        loaded(
            model,
            quantized,
            (arithmetic, compare) -> new SecureExecutor(quantized, arithmetic, compare)::features),
        inputBound,
        null);
  }

  /** Weights that no server knows; drawn, whatever the model's are. */
  public static RehearsedModel shared(PublishedModel model) {
    QuantizedModel quantized = QuantizedModel.of(model);
    Drawn drawn = new Drawn(quantized);
    return new RehearsedModel(
        loaded(
            model,
            quantized,
            (arithmetic, compare) ->
                new SecureExecutor(quantized, drawn.of(arithmetic.party()), arithmetic, compare)
                    ::features),
        model.plan().inputBound(),
        drawn);
  }

  private static LoadedModel loaded(
      PublishedModel model,
      QuantizedModel quantized,
      io.sharelens.node.feature.FeatureExtractor.Factory extractor) {
    return new LoadedModel(
        model.sha256(),
        quantized.input(),
        quantized.largestWords(),
        model.plan().featureSpec(),
        extractor);
  }

  /** What a session runs. */
  LoadedModel loaded() {
    return loaded;
  }

  /** Gets weights ready that are shared; nothing to do for others. */
  void prepare(LocalServers servers) {
    Drawn d = drawn;
    if (d != null) {
      d.prepare(servers);
    }
  }

  /** A party's words of a drawn picture: the first server holds it whole. */
  int[] picture(int party) {
    int[] words = new int[party == 3 ? 0 : loaded.input().size()];
    if (party == 1) {
      new Prg(Seed.fresh(new SecureRandom()), 0).ints(words);
      for (int i = 0; i < words.length; i++) {
        words[i] = Math.floorMod(words[i], inputBound) - inputBound / 2;
      }
    }
    return words;
  }

  /** Shares of weights of which each output is its bias, so that all words stay in their bounds. */
  private static final class Drawn {
    private final QuantizedModel model;
    private @Nullable List<SecretWeights> weights;

    Drawn(QuantizedModel model) {
      this.model = model;
    }

    void prepare(LocalServers servers) {
      WeightLayout layout = WeightLayout.of(model);
      int[] vector = new int[layout.words()];
      for (WeightLayout.Part p : layout.layers()) {
        int one = (int) Math.min(1 << 28, Math.rint(model.plan().node(p.node()).scale()));
        java.util.Arrays.fill(vector, p.biasAt(), p.biasAt() + p.rows(), one);
      }
      weights =
          servers.sessions(
              session -> {
                Arithmetic a = session.arithmetic();
                SecretWeights fixed =
                    SecretWeights.fix(
                        layout, (at, shape) -> share(a, vector, at, shape), a, FIRST_KEY);
                session.end();
                return fixed;
              });
    }

    private static SharedTensor share(Arithmetic a, int[] vector, int at, Shape shape) {
      int[] words =
          switch (a.party()) {
            case 1 -> java.util.Arrays.copyOfRange(vector, at, at + shape.size());
            case 2 -> new int[shape.size()];
            default -> new int[0];
          };
      return a.importAdditive(shape, words);
    }

    SecretWeights of(int party) {
      List<SecretWeights> w = weights;
      if (w == null) {
        throw LensException.internal("not-prepared", "the weights were not drawn yet");
      }
      return w.get(party - 1);
    }
  }
}
