package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** JUnit warns about each link when it deletes the folder. */
  @AfterEach
  void deleteLinks() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  @Test
  void distributionRunsFromAnyFolderThroughALink() throws Exception {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("lens"), Distribution.HOME.toAbsolutePath().resolve("bin/sharelens"));
    ProcessBuilder builder =
        new ProcessBuilder(link.toString(), "--version").directory(folder.toFile());
    var result = Distribution.finish(builder, LIMIT);
    assertThat(result.out().strip())
        .isEqualTo("sharelens " + System.getProperty("sharelens.version"));
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void argumentsWithSpacesAndExitCodesPassThrough() throws Exception {
    var result = Distribution.run(LIMIT, "no such command");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'no such command'");
  }

  @Test
  void optionsReachTheJavaMachine() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Distribution.HOME.resolve("bin/sharelens").toString(), "doctor");
    builder.environment().put("SHARELENS_OPTS", "-Xmx96m -Dunused=1");
    assertThat(Distribution.finish(builder, LIMIT).out()).contains("heap up to 0.1 GiB");
  }

  @Test
  void bothCommandsSayInOneLineThatJavaIsMissing() throws Exception {
    for (String command : new String[] {"sharelens", "verify"}) {
      var result = runWithoutJava(command);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err()).startsWith(command + ": needs JDK 25");
    }
  }

  @Test
  void anOldJavaIsPassedOver() throws Exception {
    Path old = folder.resolve("jvm/old");
    Files.createDirectories(old.resolve("bin"));
    for (String tool : new String[] {"java", "javac"}) {
      Path script = Files.writeString(old.resolve("bin").resolve(tool), "#!/bin/sh\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"24.0.2\"\n");
    assertThat(runWithoutJava("sharelens").err().lines()).hasSize(1);

    // The same folder with a newer version is taken: its java is an empty script.
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"26\"\n");
    ProcessBuilder builder =
        new ProcessBuilder(Distribution.HOME.resolve("bin/sharelens").toString(), "--version");
    hideJava(builder.environment());
    assertThat(Distribution.finish(builder, LIMIT).exitCode()).isZero();
  }

  private Distribution.Result runWithoutJava(String command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Distribution.ROOT.resolve(command).toString());
    hideJava(builder.environment());
    return Distribution.finish(builder, LIMIT);
  }

  /** Only the folder of this test is searched, and the PATH has no java. */
  private void hideJava(Map<String, String> environment) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : new String[] {"bash", "sh", "dirname", "readlink", "sed", "grep", "env"}) {
      Path link = bin.resolve(tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, which(tool));
      }
    }
    environment.remove("JAVA_HOME");
    environment.put("PATH", bin.toString());
    environment.put("SHARELENS_JVM_DIRS", folder.resolve("jvm").toString());
  }

  private static Path which(String tool) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      Path candidate = Path.of(directory, tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new AssertionError(tool + " is not on the PATH");
  }
}
