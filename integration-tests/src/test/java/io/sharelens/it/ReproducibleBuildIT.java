package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes refuse each other when the hashes of their plugins differ. So another build of the same
 * sources, in another folder, time zone, language and umask, and without the checks, must give the
 * same bytes.
 */
class ReproducibleBuildIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir Path elsewhere;

  @Test
  void secondBuildGivesTheSamePlugins() throws Exception {
    copySources();
    ProcessBuilder maven =
        new ProcessBuilder(
            "sh",
            "-c",
            "umask 077; exec mvn -B -o -q -Dquick -Dmaven.test.skip=true"
                + " -Dmaven.repo.local=\"$REPOSITORY\" -pl \"$PLUGINS\" -am package");
    maven.directory(elsewhere.toFile());
    maven.environment().put("REPOSITORY", System.getProperty("maven.repo.local"));
    maven.environment().put("PLUGINS", pluginModules());
    maven.environment().put("TZ", "Pacific/Auckland");
    maven.environment().put("LC_ALL", "C");
    var result = Distribution.finish(maven, LIMIT);
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();

    Map<String, String> first = new TreeMap<>();
    Map<String, String> second = new TreeMap<>();
    for (Path zip : Distribution.pluginZips()) {
      String name = zip.getFileName().toString();
      first.put(name, sha256(zip));
      second.put(name, sha256(elsewhere.resolve(target(name)).resolve(name)));
    }
    assertThat(second).isEqualTo(first).isNotEmpty();
  }

  private static String pluginModules() throws IOException {
    return Distribution.pluginZips().stream()
        .map(zip -> ":" + id(zip.getFileName().toString()))
        .reduce((a, b) -> a + "," + b)
        .orElseThrow();
  }

  private static Path target(String zip) {
    return Path.of("plugins", id(zip), "target");
  }

  private static String id(String zip) {
    return zip.substring(0, zip.indexOf("-" + System.getProperty("sharelens.version")));
  }

  /** Poms, main sources and what the plugins' zips are made of. */
  private void copySources() throws IOException {
    try (Stream<Path> files = Files.walk(Distribution.ROOT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = Distribution.ROOT.relativize(file);
        if (isSource(relative)) {
          Path copy = elsewhere.resolve(relative);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static boolean isSource(Path relative) {
    String name = "/" + relative;
    return !name.contains("/target/")
        && (name.endsWith("/pom.xml")
            || name.contains("/src/main/")
            || name.contains("/plugins/packaging/"));
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
