package io.sharelens.owner.train;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
    List<Path> folders = folders(folder);
    List<String> classes =
        categories.orElse(folders.stream().map(p -> p.getFileName().toString()).toList());
    return read(
        folders,
        classes,
        name -> {
          throw LensException.user(
              "unknown-category",
              "%s is not among the platform's categories %s".formatted(name, classes));
        },
        folder);
  }

  /**
   * Reads what of a folder the platform has categories for.
   *
   * @param categories the platform's class list
   * @param unknown told of each folder that is not in it; its pictures are left out
   * @return fails with {@code no-pictures} if nothing is left
   */
  public static ClassFolders known(Path folder, List<String> categories, Consumer<String> unknown) {
    return read(folders(folder), categories, unknown, folder);
  }

  private static ClassFolders read(
      List<Path> folders, List<String> classes, Consumer<String> unknown, Path folder) {
    List<Labelled> files = new ArrayList<>();
    for (Path of : folders) {
      String name = of.getFileName().toString();
      int label = classes.indexOf(name);
      if (label < 0) {
        unknown.accept(name);
      } else {
        files(of).forEach(file -> files.add(new Labelled(file, label)));
      }
    }
    if (files.isEmpty()) {
      throw LensException.user(
          "no-pictures", folder + " holds no class folders with pictures in them");
    }
    return new ClassFolders(classes, files);
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(p -> Files.isDirectory(p) && !hidden(p)).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** The same with at most so many pictures, spread evenly over all. */
  public ClassFolders atMost(int most) {
    if (files.size() <= most) {
      return this;
    }
    List<Labelled> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(files.get((int) ((long) i * files.size() / most)));
    }
    return new ClassFolders(classes, some);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> Files.isRegularFile(p) && !hidden(p)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  private static LensException unreadable(Path folder, Exception e) {
    return new LensException(ErrorKind.USER, "no-pictures", folder + " cannot be read: " + e, e);
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }
}
