package io.sharelens.owner.train;

import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.client.picture.Resampler;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.Preprocessing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Pictures decoded for training: resized to 256/224 of the model's input, kept as bytes, cropped
 * and flipped at random each time they are drawn. Pictures that cannot be read are left out and
 * reported.
 */
public final class TrainingSet {
  private final Preprocessor preprocessor;
  private final int side;
  private final List<byte[]> pictures;
  private final int[] labels;
  private final int classes;

  private TrainingSet(
      Preprocessor preprocessor, int side, List<byte[]> pictures, int[] labels, int classes) {
    this.preprocessor = preprocessor;
    this.side = side;
    this.pictures = pictures;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Decodes pictures. The set is held in memory, side * side * 3 bytes each; fails with {@code
   * no-memory} if it would take more than half of the heap.
   *
   * @param skipped told of each file that cannot be read
   */
  public static TrainingSet read(
      ClassFolders folders,
      Preprocessing preprocessing,
      PictureReader reader,
      Consumer<LensException> skipped) {
    int side = side(preprocessing);
    long bytes = 3L * side * side * folders.files().size();
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw LensException.resources(
          "no-memory",
          "training on %d pictures needs %d MB of memory; start with a larger heap"
              .formatted(folders.files().size(), 2 * bytes >> 20),
          null);
    }
    List<byte[]> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (ClassFolders.Labelled labelled : folders.files()) {
      try {
        pictures.add(shrink(reader, labelled.file(), side));
        labels.add(labelled.label());
      } catch (LensException e) {
        if (e.kind() != ErrorKind.USER) {
          throw e;
        }
        skipped.accept(e);
      }
    }
    if (pictures.isEmpty()) {
      throw LensException.user("no-pictures", "none of the pictures can be read");
    }
    return new TrainingSet(
        new Preprocessor(preprocessing),
        side,
        pictures,
        labels.stream().mapToInt(i -> i).toArray(),
        folders.classes().size());
  }

  private static byte[] shrink(PictureReader reader, Path file, int side) {
    double[] values = Resampler.resize(reader.read(file), side, side);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.clamp(Math.round(values[i]), 0, 255);
    }
    return bytes;
  }

  /** Pictures in the set. */
  public int size() {
    return pictures.size();
  }

  /** Classes, with and without pictures. */
  public int classes() {
    return classes;
  }

  /** Side of the tensors that {@link #draw} gives. */
  int inputSize() {
    return preprocessor.size();
  }

  /** Index of a picture's class. */
  public int label(int picture) {
    return labels[picture];
  }

  /** How many pictures fit into half of this process's memory. */
  public static int fitting(Preprocessing preprocessing) {
    long side = side(preprocessing);
    return (int)
        Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 / (3 * side * side));
  }

  private static int side(Preprocessing preprocessing) {
    return (int) Math.round(preprocessing.size() * 256.0 / 224);
  }

  /** Input tensor [3, size, size] of a picture's centre, always the same. */
  public float[] centre(int picture) {
    int margin = (side - preprocessor.size()) / 2;
    return crop(picture, margin, margin, false);
  }

  /** Input tensor [3, size, size] of a random crop of a picture, flipped half of the time. */
  float[] draw(int picture, RandomGenerator random) {
    int size = preprocessor.size();
    int left = random.nextInt(side - size + 1);
    int top = random.nextInt(side - size + 1);
    return crop(picture, left, top, random.nextBoolean());
  }

  private float[] crop(int picture, int left, int top, boolean flip) {
    int size = preprocessor.size();
    byte[] from = pictures.get(picture);
    double[] crop = new double[3 * size * size];
    for (int c = 0, at = 0; c < 3; c++) {
      for (int y = 0; y < size; y++) {
        int row = (c * side + top + y) * side + left;
        for (int x = 0; x < size; x++) {
          crop[at++] = from[row + (flip ? size - 1 - x : x)] & 0xff;
        }
      }
    }
    return preprocessor.normalise(crop);
  }
}
