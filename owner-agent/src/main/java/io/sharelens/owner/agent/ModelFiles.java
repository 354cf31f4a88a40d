package io.sharelens.owner.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Models downloaded for rounds; they are as large as updates, so only the newest stay. */
final class ModelFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFiles.class);

  /** The parent and the candidate of the last round. */
  private static final int KEPT = 2;

  private final Path folder;

  ModelFiles(Path folder) {
    this.folder = folder;
  }

  /** Removes all but the newest; for times when no round is under way. */
  void prune() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> old =
          files
              .filter(Files::isRegularFile)
              .sorted(Comparator.comparing(ModelFiles::modified).reversed())
              .skip(KEPT)
              .toList();
      for (Path file : old) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("old models stay in {}: {}", folder, e.toString());
    }
  }

  private static Long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
