package io.sharelens.owner.round;

import io.sharelens.api.RoundInfo;
import io.sharelens.inference.model.Safetensors;
import io.sharelens.mpc.error.LensException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Locally trained weights that the owner wants to keep: they say much of the pictures. */
final class LocalModels {
  private LocalModels() {}

  static void write(RoundSetup setup, RoundInfo round, LocalWork.Trained trained) {
    Path file = setup.localModel(round.number());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Map<String, String> texts =
        Map.of(
            "round", Long.toString(round.number()),
            "parent", round.parent(),
            "pictures", Integer.toString(trained.pictures()));
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        Safetensors.of(texts, trained.weights()).write(out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LensException.resources("no-disk", "the local model cannot be kept: " + e, e);
    }
  }
}
