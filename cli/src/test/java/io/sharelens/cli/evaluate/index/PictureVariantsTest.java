package io.sharelens.cli.evaluate.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.client.picture.RgbPicture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PictureVariantsTest {
  /** Every pixel tells where it was: red is x, green is y. */
  private static RgbPicture photo(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        rgb[3 * (y * width + x)] = (byte) x;
        rgb[3 * (y * width + x) + 1] = (byte) y;
      }
    }
    return new RgbPicture(width, height, rgb);
  }

  @Test
  void variantsAreWindowsMirroredWhereOdd() {
    RgbPicture photo = photo(200, 100);
    Set<List<Integer>> windows = new HashSet<>();
    for (int variant = 1; variant < 20; variant++) {
      RgbPicture v = PictureVariants.of(photo, variant);
      assertThat(v.width()).isBetween(140, 180);
      assertThat(v.height()).isBetween(70, 90);
      int step = variant % 2 == 1 ? -1 : 1;
      for (int x = 1; x < v.width(); x++) {
        assertThat(v.at(x, 0, 0) - v.at(x - 1, 0, 0)).isEqualTo(step);
      }
      for (int y = 1; y < v.height(); y++) {
        assertThat(v.at(0, y, 1) - v.at(0, y - 1, 1)).isEqualTo(1);
      }
      windows.add(List.of(v.width(), v.at(0, 0, 0), v.at(0, 0, 1)));
    }
    assertThat(windows).hasSize(19);
  }

  @Test
  void theFirstIsThePhotoAndTheSmallestPhotoHasVariants() {
    RgbPicture photo = photo(30, 20);
    assertThat(PictureVariants.of(photo, 0)).isSameAs(photo);
    assertThat(PictureVariants.of(photo(1, 1), 3).width()).isEqualTo(1);
    assertThat(PictureVariants.of(photo, 4).rgb()).isEqualTo(PictureVariants.of(photo, 4).rgb());
  }
}
