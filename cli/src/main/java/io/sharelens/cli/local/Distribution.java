package io.sharelens.cli.local;

import io.sharelens.cli.Version;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where this program runs from: {@code bin etc lib plugins}.
 *
 * @param home its folder
 */
public record Distribution(Path home) {
  /** Name of the scheme that commands take where none is named. */
  public static final String DEFAULT_SCHEME = "fast";

  private static final String PROPERTY = "sharelens.home";

  /** The running one; fails when the program was not started by its launcher. */
  public static Distribution here() {
    String home = System.getProperty(PROPERTY);
    if (home == null) {
      throw LensException.user("no-distribution", "start this command with the sharelens launcher");
    }
    return new Distribution(Path.of(home));
  }

  public Path plugins() {
    return home.resolve("plugins");
  }

  /** A scheme's YAML by name, or by path if it names a file. */
  public Path scheme(String nameOrPath) {
    Path file = Path.of(nameOrPath);
    if (nameOrPath.endsWith(".yaml") && Files.isRegularFile(file)) {
      return file.toAbsolutePath().normalize();
    }
    Path known = home.resolve("etc/schemes").resolve(nameOrPath + ".yaml");
    if (!Files.isRegularFile(known)) {
      throw LensException.user(
          "unknown-scheme",
          "there is no scheme '%s'; known: %s"
              .formatted(
                  nameOrPath,
                  schemes().stream()
                      .map(p -> p.getFileName().toString().replace(".yaml", ""))
                      .toList()));
    }
    return known;
  }

  /** Files of the schemes that come along, sorted. */
  public List<Path> schemes() {
    try (Stream<Path> files = Files.list(home.resolve("etc/schemes"))) {
      return files.filter(p -> p.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw LensException.resources("no-distribution", "cannot read the schemes: " + e, e);
    }
  }

  /** Loads plugins as a node would, into a folder that is deleted afterwards. */
  public static <T> T withPlugins(Path zips, Function<PluginHost, T> action) {
    try (TemporaryFolder unpacked = new TemporaryFolder("sharelens-plugins");
        PluginHost host = new PluginHost(zips, unpacked.path(), Version.platform())) {
      return action.apply(host);
    }
  }

  /**
   * The command line of another process of this program.
   *
   * @param heap for example {@code 1g}
   */
  public List<String> command(String heap, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx" + heap,
            "-XX:+UseParallelGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-D" + PROPERTY + "=" + home,
            "-Dlogback.configurationFile=" + home.resolve("etc/logback.xml"),
            "-DSHARELENS_LOG=INFO",
            "-Dfile.encoding=UTF-8",
            "-Dpicocli.ansi=false",
            "-cp",
            home.resolve("lib") + "/*",
            "io.sharelens.cli.Main"));
    command.addAll(arguments);
    return command;
  }
}
