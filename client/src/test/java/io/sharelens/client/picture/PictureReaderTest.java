package io.sharelens.client.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureReaderTest {
  private final PictureReader reader = new PictureReader(PictureLimits.standard());

  @TempDir Path folder;

  static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** Red left half, blue right half, in the top row; all green below. */
  static BufferedImage flag(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Color top = x < width / 2 ? Color.RED : Color.BLUE;
        image.setRGB(x, y, (y < height / 2 ? top : Color.GREEN).getRGB());
      }
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif"})
  void losslessFormatsAreReadExactly(String format) throws IOException {
    RgbPicture picture = reader.decode("flag", encode(flag(6, 8), format));

    assertThat(picture.width()).isEqualTo(6);
    assertThat(picture.height()).isEqualTo(8);
    assertThat(pixel(picture, 0, 0)).containsExactly(255, 0, 0);
    assertThat(pixel(picture, 5, 0)).containsExactly(0, 0, 255);
    assertThat(pixel(picture, 5, 7)).containsExactly(0, 255, 0);
  }

  /** Java would turn 100 into 168: it takes grey for linear light. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "jpg"})
  void greyIsReadAsStored(String format) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    fill(image, 100);

    assertThat(pixel(reader.decode("grey", encode(image, format)), 5, 9))
        .containsExactly(100, 100, 100);
  }

  @Test
  void greyOf16BitsAndTransparentGreyAreReadAsStored() throws IOException {
    BufferedImage deep = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    fill(deep, 100 * 257 + 100);
    assertThat(pixel(reader.decode("deep", encode(deep, "png")), 1, 1))
        .containsExactly(100, 100, 100);

    ColorModel glass =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster = glass.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {100, 51});
    byte[] png = encode(new BufferedImage(glass, raster, false, null), "png");
    assertThat(pixel(reader.decode("glass", png), 0, 0)).containsExactly(224, 224, 224);
  }

  @Test
  void colourProfilesAreNotApplied() throws IOException {
    byte[] plain = encode(noise(40, 30), "jpg");
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    ByteBuffer tagged = ByteBuffer.allocate(plain.length + 18 + profile.length);
    tagged.put(plain, 0, 2).putShort((short) 0xffe2).putShort((short) (16 + profile.length));
    tagged.put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1)).put(profile);
    tagged.put(plain, 2, plain.length - 2);

    assertThat(reader.decode("tagged", tagged.array()).rgb())
        .isEqualTo(reader.decode("plain", plain).rgb());
  }

  private static void fill(BufferedImage image, int value) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.getRaster().setSample(x, y, 0, value);
      }
    }
  }

  @Test
  void jpegIsReadNearly() throws IOException {
    RgbPicture picture = reader.decode("flag", encode(flag(64, 64), "jpg"));

    assertThat(picture.at(8, 8, 0)).isGreaterThan(240);
    assertThat(picture.at(8, 8, 2)).isLessThan(20);
    assertThat(picture.at(56, 8, 2)).isGreaterThan(240);
  }

  /** One pixel each, lossy and lossless. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
        "UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA="
      })
  void webpIsRead(String base64) {
    RgbPicture picture = reader.decode("dot", Base64.getDecoder().decode(base64));

    assertThat(picture.width()).isEqualTo(1);
    assertThat(picture.height()).isEqualTo(1);
  }

  @Test
  void transparentPixelsLieOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff0000);
    image.setRGB(1, 0, 0x80000000);

    RgbPicture picture = reader.decode("glass", encode(image, "png"));

    assertThat(pixel(picture, 0, 0)).containsExactly(255, 255, 255);
    assertThat(pixel(picture, 1, 0)).containsExactly(127, 127, 127);
  }

  @Test
  void aBombIsRefusedByItsHeader() {
    assertUser("picture-too-big", pngHeader(60_000, 60_000), "60000 x 60000");
  }

  @Test
  void fewPixelsInAHugeFileAreRefusedUnread() throws IOException {
    Path file = folder.resolve("big.png");
    Files.write(file, encode(flag(64, 64), "png"));
    PictureReader strict = new PictureReader(new PictureLimits(100, 1_000_000));

    assertThatThrownBy(() -> strict.read(file))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("picture-too-big"));
  }

  @Test
  void otherFilesAreUnsupported() {
    assertUser("picture-unsupported", "hello".getBytes(StandardCharsets.US_ASCII), "thing");
    assertUser("picture-unsupported", new byte[0], "thing");
    assertUser("picture-unsupported", "<svg/>".getBytes(StandardCharsets.US_ASCII), "thing");
  }

  @ParameterizedTest
  @CsvSource({"jpg, 0.3", "jpg, 0.7", "jpg, 0.95", "png, 0.3", "png, 0.7", "png, 0.95", "bmp, 0.5"})
  void aFileThatEndsTooEarlyIsBroken(String format, double part) throws IOException {
    byte[] whole = encode(noise(96, 96), format);

    assertUser("picture-broken", Arrays.copyOf(whole, (int) (whole.length * part)), "thing");
  }

  @Test
  void aSignatureAloneIsBroken() {
    for (String start : new String[] {"GIF89a", "BM", "\u0089PNG\r\n\u001a\n", "RIFF....WEBP"}) {
      assertUser("picture-broken", start.getBytes(StandardCharsets.ISO_8859_1), "thing");
    }
    assertUser("picture-broken", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, "thing");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> reader.read(folder.resolve("nothing.jpg")))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("picture-unreadable"))
        .hasMessageContaining("nothing.jpg");
  }

  /** Where the picture's top left corner, red, is in the file, for each orientation. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 0, 1", "7, 1, 1", "8, 1, 0"
  })
  void jpegsAreTurnedUpright(int orientation, int right, int bottom) throws IOException {
    BufferedImage stored = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 64; x++) {
        boolean corner = x / 32 == right && y / 16 == bottom;
        stored.setRGB(x, y, corner ? 0xff0000 : 0x0000ff);
      }
    }

    RgbPicture picture = reader.decode("turned", withExif(encode(stored, "jpg"), orientation));

    assertThat(picture.width()).isEqualTo(orientation < 5 ? 64 : 32);
    int w = picture.width();
    int h = picture.height();
    assertThat(picture.at(w / 4, h / 4, 0)).isGreaterThan(200);
    assertThat(picture.at(3 * w / 4, h / 4, 0)).isLessThan(60);
    assertThat(picture.at(w / 4, 3 * h / 4, 0)).isLessThan(60);
    assertThat(picture.at(3 * w / 4, 3 * h / 4, 0)).isLessThan(60);
  }

  private static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + exif.length);
    return out.put(jpeg, 0, 2).put(exif).put(jpeg, 2, jpeg.length - 2).array();
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt());
    }
    return image;
  }

  private static byte[] pngHeader(int width, int height) {
    ByteBuffer body = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    body.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(body.array());
    return ByteBuffer.allocate(33)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
        .putInt(13)
        .put(body.array())
        .putInt((int) crc.getValue())
        .array();
  }

  private void assertUser(String code, byte[] bytes, String inMessage) {
    assertThatThrownBy(() -> reader.decode("thing", bytes))
        .isInstanceOfSatisfying(
            LensException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.kind()).isEqualTo(ErrorKind.USER);
            })
        .hasMessageContaining(inMessage);
  }

  private static int[] pixel(RgbPicture picture, int x, int y) {
    return new int[] {picture.at(x, y, 0), picture.at(x, y, 1), picture.at(x, y, 2)};
  }
}
