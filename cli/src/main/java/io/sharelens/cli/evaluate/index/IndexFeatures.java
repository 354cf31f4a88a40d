package io.sharelens.cli.evaluate.index;

import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.client.picture.RgbPicture;
import io.sharelens.inference.FloatReference;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.spi.FeatureSpec;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Features of pictures and of variants of them, by the float model, as words of the model's plan.
 *
 * @param spec how they are encoded
 * @param words one row for each picture; those of one photo one after the other
 * @param labels class of each
 * @param photos number of the photo that each is a variant of
 */
record IndexFeatures(FeatureSpec spec, int[][] words, int[] labels, int[] photos) {
  /** As many pictures as wanted, equally many of each photo but for one. */
  static IndexFeatures of(
      PublishedModel model, LabelledPictures photos, int wanted, Progress progress) {
    FeatureSpec spec = model.plan().featureSpec();
    FloatReference reference = new FloatReference(model);
    Preprocessor preprocessor = new Preprocessor(model.graph().preprocessing());
    PictureReader reader = new PictureReader(PictureLimits.standard());
    int[][] words = new int[wanted][];
    int[] labels = new int[wanted];
    int[] origins = new int[wanted];
    int[] first = firsts(photos.size(), wanted);
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, photos.size())
        .parallel()
        .forEach(
            p -> {
              if (first[p] == first[p + 1]) {
                return;
              }
              RgbPicture photo = reader.read(photos.files().get(p));
              for (int i = first[p]; i < first[p + 1]; i++) {
                RgbPicture variant = PictureVariants.of(photo, i - first[p]);
                words[i] = encode(reference.features(preprocessor.tensor(variant)), spec);
                labels[i] = photos.labels()[p];
                origins[i] = p;
                progress.step("features", done.incrementAndGet(), wanted);
              }
            });
    return new IndexFeatures(spec, words, labels, origins);
  }

  /** Number of the first picture of each photo, and how many there are. */
  private static int[] firsts(int photos, int wanted) {
    return IntStream.rangeClosed(0, photos).map(p -> (int) ((long) p * wanted / photos)).toArray();
  }

  private static int[] encode(float[] feature, FeatureSpec spec) {
    int[] words = new int[feature.length];
    for (int i = 0; i < words.length; i++) {
      double scaled = Math.rint(Math.scalb((double) feature[i], spec.fractionBits()));
      words[i] = (int) Math.clamp(scaled, -spec.bound(), spec.bound());
    }
    return words;
  }

  int size() {
    return words.length;
  }

  /** The pictures that are not of the same photo as picture {@code query}. */
  int[] withoutPhotoOf(int query) {
    return IntStream.range(0, size()).filter(i -> photos[i] != photos[query]).toArray();
  }
}
