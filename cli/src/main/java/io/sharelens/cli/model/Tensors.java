package io.sharelens.cli.model;

import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.spi.graph.Preprocessing;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Input tensors of picture files, read one at a time. */
public final class Tensors implements Iterable<float[]> {
  private final Preprocessor preprocessor;
  private final PictureReader reader = new PictureReader(PictureLimits.standard());
  private final List<Path> files;

  public Tensors(Preprocessing how, List<Path> files) {
    this.preprocessor = new Preprocessor(how);
    this.files = List.copyOf(files);
  }

  /** The tensor [3, size, size] of picture {@code i}. */
  public float[] get(int i) {
    return preprocessor.tensor(reader.read(files.get(i)));
  }

  public int size() {
    return files.size();
  }

  @Override
  public Iterator<float[]> iterator() {
    Iterator<Path> it = files.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return it.hasNext();
      }

      @Override
      public float[] next() {
        return preprocessor.tensor(reader.read(it.next()));
      }
    };
  }
}
