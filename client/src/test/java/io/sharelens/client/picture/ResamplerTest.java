package io.sharelens.client.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.spi.graph.Preprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResamplerTest {
  /** One row, red only. */
  private static RgbPicture row(int... red) {
    byte[] rgb = new byte[3 * red.length];
    for (int i = 0; i < red.length; i++) {
      rgb[3 * i] = (byte) red[i];
    }
    return new RgbPicture(red.length, 1, rgb);
  }

  @Test
  void theSameSizeChangesNothing() {
    double[] out = Resampler.resize(row(7, 200, 31), 3, 1);

    assertThat(Arrays.copyOf(out, 3)).containsExactly(7, 200, 31);
    assertThat(out[3]).isZero();
  }

  /** 4 to 2: support 2 around 1 and 3; weights 1 3 3 1 over 8, cut off at the edges. */
  @Test
  void halvingTakesTheTriangleAroundEachCentre() {
    double[] out = Resampler.resize(row(10, 20, 40, 80), 2, 1);

    assertThat(out[0]).isEqualTo((3 * 10 + 3 * 20 + 40) / 7.0, within(1e-12));
    assertThat(out[1]).isEqualTo((20 + 3 * 40 + 3 * 80) / 7.0, within(1e-12));
  }

  /** 2 to 4: ordinary bilinear, edges held. */
  @Test
  void doublingInterpolates() {
    double[] out = Resampler.resize(row(0, 100), 4, 1);

    assertThat(Arrays.copyOf(out, 4)).containsExactly(0, 25, 75, 100);
  }

  @ParameterizedTest
  @CsvSource({"50, 37, 16, 16", "5, 300, 32, 32", "1, 1, 8, 8", "224, 3, 7, 11"})
  void aPlainPictureStaysPlain(int width, int height, int toWidth, int toHeight) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 93);

    double[] out = Resampler.resize(new RgbPicture(width, height, rgb), toWidth, toHeight);

    assertThat(out).hasSize(3 * toWidth * toHeight);
    for (double v : out) {
      assertThat(v).isEqualTo(93, within(1e-9));
    }
  }

  /** Both passes written out naively, in two dimensions at once. */
  @Test
  void agreesWithTheFormulaOfTheSpecification() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] rgb = new byte[3 * 23 * 17];
    random.nextBytes(rgb);
    RgbPicture picture = new RgbPicture(23, 17, rgb);

    double[] out = Resampler.resize(picture, 9, 29);

    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 29; y++) {
        for (int x = 0; x < 9; x++) {
          double sum = 0;
          double weights = 0;
          for (int v = 0; v < 17; v++) {
            for (int u = 0; u < 23; u++) {
              double w = weight(u, x, 23 / 9.0) * weight(v, y, 17 / 29.0);
              sum += w * picture.at(u, v, c);
              weights += w;
            }
          }
          assertThat(out[(c * 29 + y) * 9 + x]).isEqualTo(sum / weights, within(1e-9));
        }
      }
    }
  }

  private static double weight(int j, int i, double scale) {
    double support = Math.max(scale, 1);
    return Math.max(0, 1 - Math.abs((j + 0.5 - (i + 0.5) * scale) / support));
  }

  @Test
  void preprocessingScalesAndShiftsEachChannel() {
    Preprocessing how =
        new Preprocessing(1, 255, List.of(100.0, 0.0, -1.0), List.of(2.0, 1.0, 4.0));
    byte[] rgb = {(byte) 200, 50, 3};

    float[] tensor = new Preprocessor(how).tensor(new RgbPicture(1, 1, rgb));

    assertThat(tensor).containsExactly(50f, 50f, 1f);
  }
}
