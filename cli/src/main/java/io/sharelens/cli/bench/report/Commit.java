package io.sharelens.cli.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commit that a distribution in a checkout was built from. */
final class Commit {
  private static final String UNKNOWN = "unknown";

  private Commit() {}

  /** Short hash, with {@code , changed} if files other than the report differ from it. */
  static String of(Path folder) {
    String hash = git(folder, "rev-parse", "--short=10", "HEAD");
    if (hash.isEmpty()) {
      return UNKNOWN;
    }
    String changes =
        git(
            folder,
            "status",
            "--porcelain",
            "--untracked-files=no",
            "--",
            ":/",
            ":(top,exclude)docs");
    return changes.isEmpty() ? hash : hash + ", changed";
  }

  /** What git says; nothing if it is not there, fails or takes long. */
  private static String git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process p =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      p.getOutputStream().close();
      String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return p.waitFor(10, TimeUnit.SECONDS) && p.exitValue() == 0 ? out.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
