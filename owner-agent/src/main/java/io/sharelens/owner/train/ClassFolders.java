package io.sharelens.owner.train;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Labelled pictures: one folder for each class, sorted by name, with files in it (at any depth).
 * Hidden files are left out.
 *
 * @param classes names of the folders
 * @param files pictures, by class then name
 */
public record ClassFolders(List<String> classes, List<Labelled> files) {
  /** A file and the index of its class. */
  public record Labelled(Path file, int label) {}

  public ClassFolders {
    classes = List.copyOf(classes);
    files = List.copyOf(files);
  }

  /** Reads a folder of class folders; the folders' names are the classes. */
  public static ClassFolders read(Path folder) {
    return read(folder, Optional.empty());
  }

  /**
   * Reads a folder of class folders.
   *
   * @param categories the platform's class list; a folder that is not in it is refused
   */
  public static ClassFolders read(Path folder, Optional<List<String>> categories) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> folders =
          entries.filter(p -> Files.isDirectory(p) && !hidden(p)).sorted().toList();
      List<String> names = folders.stream().map(p -> p.getFileName().toString()).toList();
      List<String> classes = categories.orElse(names);
      List<Labelled> files = new ArrayList<>();
      for (int i = 0; i < folders.size(); i++) {
        int label = classes.indexOf(names.get(i));
        if (label < 0) {
          throw LensException.user(
              "unknown-category",
              "%s is not among the platform's categories %s".formatted(names.get(i), classes));
        }
        for (Path file : files(folders.get(i))) {
          files.add(new Labelled(file, label));
        }
      }
      if (files.isEmpty()) {
        throw LensException.user(
            "no-pictures", folder + " holds no class folders with pictures in them");
      }
      return new ClassFolders(classes, files);
    } catch (IOException e) {
      throw new LensException(ErrorKind.USER, "no-pictures", folder + " cannot be read: " + e, e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> Files.isRegularFile(p) && !hidden(p)).sorted().toList();
    }
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }
}
