package io.sharelens.owner.round;

import io.sharelens.api.RoundRules;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.plan.Measurements;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.train.Assessment;
import io.sharelens.owner.train.BackboneTrainer;
import io.sharelens.owner.train.ClassFolders;
import io.sharelens.owner.train.LeaveOneOut;
import io.sharelens.owner.train.Pace;
import io.sharelens.owner.train.TrainingOptions;
import io.sharelens.owner.train.TrainingSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is computed on an owner's own pictures for a round; nothing here leaves the machine. */
final class LocalWork {
  /** Pictures that loss and precision are measured on: enough for two digits. */
  private static final int LOSS_PICTURES = 256;

  /** Pictures that a candidate's layers are measured on. */
  private static final int MEASURED_PICTURES = 32;

  private final RoundSetup setup;
  private final PictureReader reader;
  private final RoundWatch watch;

  LocalWork(RoundSetup setup, PictureReader reader, RoundWatch watch) {
    this.setup = setup;
    this.reader = reader;
    this.watch = watch;
  }

  /**
   * A local model.
   *
   * @param pictures that it was trained on
   * @param before what the parent is worth
   */
  record Trained(Map<String, FloatTensor> weights, int pictures, Quality before) {}

  /** Own pictures of the classes that a model knows. */
  ClassFolders pictures(PublishedModel model) {
    return setup
        .pictures()
        .labelled(
            model.categories(),
            name -> watch.note("the platform has no category " + name + ": folder left out"));
  }

  Trained train(PublishedModel parent, RoundRules rules, long round, Pace pace) {
    ClassFolders all = pictures(parent);
    int most =
        Math.min(setup.limits().maxPictures(), TrainingSet.fitting(parent.graph().preprocessing()));
    ClassFolders some = all.atMost(most);
    if (some.files().size() < all.files().size()) {
      watch.note(
          "training on %d of %d pictures: memory or the owner's limit allows no more"
              .formatted(some.files().size(), all.files().size()));
    }
    Quality before = quality(parent, some);
    TrainingSet set = read(some, parent);
    TrainingOptions options = setup.limits().options(rules, round);
    Map<String, FloatTensor> weights =
        new BackboneTrainer(parent.graph(), options)
            .train(
                parent.weights(),
                set,
                e ->
                    watch.note(
                        "epoch %d of %d: loss %.3f, accuracy %.2f, %.1f s"
                            .formatted(e.epoch(), e.epochs(), e.loss(), e.accuracy(), e.seconds())),
                pace);
    return new Trained(weights, set.size(), before);
  }

  /** On some of the own pictures, spread evenly; the same ones while none changes. */
  Quality quality(PublishedModel model) {
    return quality(model, pictures(model));
  }

  private Quality quality(PublishedModel model, ClassFolders pictures) {
    TrainingSet set = read(pictures.atMost(LOSS_PICTURES), model);
    int[] labels = IntStream.range(0, set.size()).map(set::label).toArray();
    Assessment seen =
        Assessment.of(
            model.graph(),
            model.weights(),
            i -> {
              watch.proceed();
              return set.centre(i);
            },
            labels);
    if (!Double.isFinite(seen.loss())) {
      throw LensException.user(
          "bad-model", "the loss of model " + model.sha256() + " is not finite");
    }
    OptionalDouble precision = LeaveOneOut.precision(seen.features(), labels);
    return new Quality(
        seen.loss(), precision.isPresent() ? precision.getAsDouble() : null, labels.length);
  }

  /** How large the candidate's values get on own pictures, as the nodes will see them. */
  Measurements measure(PublishedModel model) {
    Preprocessor preprocessor = new Preprocessor(model.graph().preprocessing());
    ClassFolders some = pictures(model).atMost(MEASURED_PICTURES);
    long[] done = {0};
    Stream<float[]> tensors =
        some.files().stream()
            .map(
                file -> {
                  watch.proceed();
                  watch.at("measuring", done[0]++, some.files().size());
                  try {
                    return preprocessor.tensor(reader.read(file.file()));
                  } catch (LensException e) {
                    if (e.kind() != ErrorKind.USER) {
                      throw e;
                    }
                    return null; // left out in training as well
                  }
                })
            .filter(Objects::nonNull);
    return Measurements.of(model.graph(), model.weights(), tensors::iterator);
  }

  private TrainingSet read(ClassFolders pictures, PublishedModel model) {
    return TrainingSet.read(
        pictures,
        model.graph().preprocessing(),
        reader,
        e -> watch.note("left out: " + e.getMessage()));
  }
}
