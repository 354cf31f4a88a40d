package io.sharelens.cli.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The files by which a bench and its parties talk: {@code step-N.json} tells what to do, {@code
 * readings-P-N.json} what party P has measured so far, {@code done-N} that the servers are through.
 * A file appears whole or not at all.
 */
final class BenchFiles {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final long LOOK_MILLIS = 20;

  private BenchFiles() {}

  static Path step(Path folder, int number) {
    return folder.resolve("step-" + number + ".json");
  }

  static Path readings(Path folder, int role, int number) {
    return folder.resolve("readings-" + role + "-" + number + ".json");
  }

  static Path done(Path folder, int number) {
    return folder.resolve("done-" + number);
  }

  static void write(Path file, Object document) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(next, MAPPER.writeValueAsBytes(document));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be written: " + e, e);
    }
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(Files.readAllBytes(file), type);
    } catch (IOException e) {
      throw LensException.resources("bad-bench", file + " cannot be read: " + e, e);
    }
  }

  /** What a party has measured so far of a step. */
  static List<BenchSpec.Reading> readings(Path file) {
    return Files.exists(file) ? List.of(read(file, BenchSpec.Reading[].class)) : List.of();
  }

  /** Waits for a file, as long as the process lives that started this one. */
  static void await(Path file) {
    ProcessHandle self = ProcessHandle.current();
    ProcessHandle parent = self.parent().orElse(self);
    while (!Files.exists(file)) {
      if (!parent.isAlive()) {
        throw LensException.resources("interrupted", "the bench has ended", null);
      }
      pause();
    }
  }

  static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
  }
}
