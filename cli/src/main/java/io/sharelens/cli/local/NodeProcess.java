package io.sharelens.cli.local;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One child process; its output goes to a log file. */
public final class NodeProcess implements AutoCloseable {
  private static final int TAIL = 15;

  private final String name;
  private final Process process;
  private final Path log;

  private NodeProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts a process that ends with this one at the latest. */
  public static NodeProcess start(String name, List<String> command, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process p =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      p.getOutputStream().close();
      NodeProcess node = new NodeProcess(name, p, log);
      Runtime.getRuntime().addShutdownHook(new Thread(p::destroyForcibly));
      return node;
    } catch (IOException e) {
      throw LensException.resources("no-process", name + " cannot be started: " + e, e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  public boolean ended() {
    return !process.isAlive();
  }

  /** Fails with the end of the log if the process is gone. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw LensException.resources(
          "process-ended", name + " ended with code " + process.exitValue() + ":\n" + tail(), null);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      return "(its log " + log + " cannot be read)";
    }
  }

  /** Waits for the end; fails if it takes longer. */
  public int await(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw LensException.resources(
            "too-slow", name + " runs longer than " + seconds + " s", null);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
  }

  /** Asks the process to end, and ends it after 10 seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
