package io.sharelens.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules of this build with their class files and sources, src/main only. */
final class Modules {
  /** Folder of the parent pom. */
  static final Path ROOT = Path.of(System.getProperty("sharelens.root", "..")).normalize();

  /** Classes of all modules, read once. */
  static final JavaClasses CLASSES = new ClassFileImporter().importPaths(outputs());

  private Modules() {}

  /** Folders of all modules that hold code; those of plugins are found, not listed. */
  static List<Path> folders() {
    Stream<Path> fixed =
        Stream.of(
                "mpc",
                "platform-spi",
                "inference",
                "link",
                "testkit",
                "api",
                "console",
                "platform-core",
                "client",
                "owner-agent",
                "cli")
            .map(ROOT::resolve);
    try (Stream<Path> plugins = Files.list(ROOT.resolve("plugins"))) {
      return Stream.concat(fixed, plugins.filter(p -> Files.exists(p.resolve("pom.xml"))))
          .filter(p -> Files.isDirectory(p.resolve("src/main/java")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Java files under src/main of all modules. */
  static List<Path> sources() {
    return folders().stream().flatMap(m -> javaFiles(m.resolve("src/main/java")).stream()).toList();
  }

  private static List<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(p -> p.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> outputs() {
    List<Path> outputs = folders().stream().map(m -> m.resolve("target/classes")).toList();
    for (Path output : outputs) {
      if (!Files.isDirectory(output)) {
        throw new IllegalStateException("compile all modules first: there is no " + output);
      }
    }
    return outputs;
  }
}
