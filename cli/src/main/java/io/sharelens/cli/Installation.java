package io.sharelens.cli;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The distribution that the program runs from: {@code bin etc lib plugins}.
 *
 * @param home its folder
 */
public record Installation(Path home) {
  /**
   * The one of this process.
   *
   * @throws LensException USER {@code no-installation} when run from class files
   */
  public static Installation current() {
    String home = System.getProperty("sharelens.home");
    if (home == null) {
      throw LensException.user(
          "no-installation", "start this with the sharelens script of a built distribution");
    }
    return new Installation(Path.of(home));
  }

  /** The script that starts any command. */
  public Path launcher() {
    return home.resolve("bin").resolve("sharelens");
  }

  /** Folder of plugin zips. */
  public Path plugins() {
    return home.resolve("plugins");
  }

  /** The file of a scheme by name; it may not exist. */
  public Path scheme(String name) {
    return home.resolve("etc").resolve("schemes").resolve(name + ".yaml");
  }

  /** All schemes' files, sorted. */
  public List<Path> schemes() {
    Path folder = home.resolve("etc").resolve("schemes");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(p -> p.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw LensException.resources("no-schemes", "cannot read " + folder, e);
    }
  }

  /** What a plugin-loading command does. */
  interface WithPlugins<T> {
    T apply(PluginHost host);
  }

  /** Loads the plugins as a node would, into a folder that is deleted afterwards. */
  static <T> T withPlugins(Path zips, WithPlugins<T> action) {
    Path unpacked;
    try {
      unpacked = Files.createTempDirectory("sharelens-plugins");
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot make a temporary folder", e);
    }
    try (PluginHost host = new PluginHost(zips, unpacked, Version.platform())) {
      return action.apply(host);
    } finally {
      delete(unpacked);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot delete the temporary folder " + folder, e);
    }
  }
}
