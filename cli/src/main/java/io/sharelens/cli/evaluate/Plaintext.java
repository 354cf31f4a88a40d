package io.sharelens.cli.evaluate;

import io.sharelens.cli.model.Tensors;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.inference.FloatReference;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.IntegerReference;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.model.PublishedModel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The same features in plain, for comparison: by the float model, and by the integer reference,
 * which computes what the nodes do but for the unit that a truncation on shares may add.
 */
final class Plaintext {
  private final LabelledPictures pictures;
  private final Progress progress;

  Plaintext(LabelledPictures pictures, Progress progress) {
    this.pictures = pictures;
    this.progress = progress;
  }

  /** Features of the float model, not normalised. */
  float[][] floats(PublishedModel model) {
    return features(model, "plaintext features", new FloatReference(model)::features);
  }

  /** Features in fixed point, as values, not normalised. */
  float[][] fixedPoint(PublishedModel model) {
    IntegerReference reference = new IntegerReference(QuantizedModel.of(model));
    InputCodec codec = new InputCodec(model.plan());
    float unit = Math.scalb(1f, -model.plan().featureSpec().fractionBits());
    return features(
        model,
        "fixed-point features",
        tensor -> {
          int[] words = reference.features(codec.encode(tensor));
          float[] values = new float[words.length];
          for (int i = 0; i < values.length; i++) {
            values[i] = words[i] * unit;
          }
          return values;
        });
  }

  private float[][] features(
      PublishedModel model, String what, Function<float[], float[]> reference) {
    Tensors tensors = new Tensors(model.graph().preprocessing(), pictures.files());
    float[][] features = new float[pictures.size()][];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, features.length)
        .parallel()
        .forEach(
            i -> {
              features[i] = reference.apply(tensors.get(i));
              step(what, done);
            });
    return features;
  }

  private synchronized void step(String what, AtomicInteger done) {
    progress.step(what, done.incrementAndGet(), pictures.size());
  }
}
