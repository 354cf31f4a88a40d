package io.sharelens.cli.pictures;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.train.ClassFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pictures in class folders.
 *
 * @param categories names of the folders, sorted
 * @param files pictures
 * @param labels index into the categories, one for each picture
 */
public record LabelledPictures(List<String> categories, List<Path> files, int[] labels) {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff");

  /** Reads the folders of {@code dir}; files in sorted order, so that two runs see the same. */
  public static LabelledPictures read(Path dir) {
    List<String> categories = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path folder : list(dir)) {
      if (Files.isDirectory(folder)) {
        List<Path> pictures = list(folder).stream().filter(LabelledPictures::isPicture).toList();
        if (!pictures.isEmpty()) {
          pictures.forEach(p -> labels.add(categories.size()));
          files.addAll(pictures);
          categories.add(folder.getFileName().toString());
        }
      }
    }
    if (categories.size() < 2) {
      throw LensException.user(
          "no-pictures", dir + " must hold at least two folders of pictures, one for each class");
    }
    return new LabelledPictures(
        List.copyOf(categories),
        List.copyOf(files),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  public int size() {
    return files.size();
  }

  /** The same for training and calibration. */
  public ClassFolders folders() {
    List<ClassFolders.Labelled> labelled = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      labelled.add(new ClassFolders.Labelled(files.get(i), labels[i]));
    }
    return new ClassFolders(categories, labelled);
  }

  /**
   * Two parts without a common picture, classes in proportion: {@code wanted} pictures (or all that
   * there are), and the rest. Takes pictures class by class in turn, in sorted order.
   */
  public List<LabelledPictures> split(int wanted) {
    List<List<Integer>> byClass = new ArrayList<>();
    for (int c = 0; c < categories.size(); c++) {
      byClass.add(new ArrayList<>());
    }
    for (int i = 0; i < labels.length; i++) {
      byClass.get(labels[i]).add(i);
    }
    double share = Math.min(1.0, (double) wanted / size());
    List<Integer> taken = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    double carry = 0;
    for (List<Integer> members : byClass) {
      double exact = members.size() * share + carry;
      int n = (int) Math.min(members.size(), Math.round(exact));
      carry = exact - n;
      taken.addAll(members.subList(0, n));
      rest.addAll(members.subList(n, members.size()));
    }
    return List.of(pick(taken), pick(rest));
  }

  /** The pictures with these numbers, in this order; categories stay. */
  public LabelledPictures pick(List<Integer> numbers) {
    return new LabelledPictures(
        categories,
        numbers.stream().map(files::get).toList(),
        numbers.stream().mapToInt(i -> labels[i]).toArray());
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return Files.isRegularFile(file)
        && dot > 0
        && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static List<Path> list(Path dir) {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw LensException.user("no-pictures", dir + " is no folder of pictures");
    }
  }
}
