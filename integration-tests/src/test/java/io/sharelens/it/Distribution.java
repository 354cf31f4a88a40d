package io.sharelens.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The folder that the cli module built, and a way to run commands and wait for their end. */
public final class Distribution {
  /** Folder with bin/ etc/ lib/ plugins/. */
  public static final Path HOME = Path.of(System.getProperty("sharelens.dist")).normalize();

  /** Folder of the parent pom. */
  public static final Path ROOT = Path.of(System.getProperty("sharelens.root")).normalize();

  private Distribution() {}

  /** What a finished process left. */
  public record Result(int exitCode, String out, String err) {}

  /** Plugin zips, sorted by name. */
  static List<Path> pluginZips() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("plugins"))) {
      return files.filter(p -> p.toString().endsWith(".zip")).sorted().toList();
    }
  }

  /** Runs {@code bin/sharelens} with arguments. */
  public static Result run(Duration limit, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(HOME.resolve("bin/sharelens").toString());
    builder.command().addAll(List.of(arguments));
    return finish(builder, limit);
  }

  /** Starts the process, waits for its end and kills it, with its children, after the limit. */
  static Result finish(ProcessBuilder builder, Duration limit)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("it", ".out");
    Path err = Files.createTempFile("it", ".err");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            builder.command() + " still ran after " + limit + ": " + Files.readString(err));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
