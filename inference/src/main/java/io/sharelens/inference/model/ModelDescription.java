package io.sharelens.inference.model;

import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.LayerGraph;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a published model's file says of the model before its weights. Reading it takes no longer
 * for a large model; whoever needs the hash or the weights reads {@link PublishedModel}.
 *
 * @param categories ordered class list
 */
public record ModelDescription(LayerGraph graph, List<String> categories, FixedPointPlan plan) {
  public ModelDescription {
    categories = List.copyOf(categories);
  }

  /**
   * Reads the head of a file.
   *
   * @throws LensException USER {@code bad-safetensors} or {@code bad-model}; RESOURCES {@code
   *     read-failed}
   */
  public static ModelDescription read(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return read(in, Files.size(file));
    } catch (IOException e) {
      throw LensException.resources("read-failed", "cannot read " + file, e);
    }
  }

  private static ModelDescription read(DataInputStream in, long fileBytes) throws IOException {
    long length = Long.reverseBytes(in.readLong());
    long rest = fileBytes - Long.BYTES;
    if (length < 2 || length > SafetensorsHeader.MAX_BYTES || length > rest) {
      throw SafetensorsHeader.bad("its header cannot have " + length + " bytes");
    }
    byte[] header = in.readNBytes((int) length);
    String text = SafetensorsHeader.parse(header, rest - length).metadata().get(PublishedModel.KEY);
    if (text == null) {
      throw PublishedModel.bad("it has weights but no '" + PublishedModel.KEY + "'");
    }
    ModelDocument document = ModelDocument.parse(text);
    return new ModelDescription(document.graph(), document.categories(), document.plan());
  }
}
