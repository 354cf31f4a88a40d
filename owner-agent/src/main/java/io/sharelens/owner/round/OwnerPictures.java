package io.sharelens.owner.round;

import io.sharelens.owner.train.ClassFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** An owner's labelled pictures, as they are when they are asked for. */
@FunctionalInterface
public interface OwnerPictures {
  /**
   * @param categories the platform's class list
   * @param unknown told of each class that is not in it; its pictures are left out
   * @return fails with {@code no-pictures} if there are none
   */
  ClassFolders labelled(List<String> categories, Consumer<String> unknown);

  /** One folder for each class. */
  static OwnerPictures folder(Path folder) {
    return (categories, unknown) -> ClassFolders.known(folder, categories, unknown);
  }

  /** The same pictures always; their classes are the platform's. */
  static OwnerPictures of(ClassFolders pictures) {
    return (categories, unknown) -> pictures;
  }
}
