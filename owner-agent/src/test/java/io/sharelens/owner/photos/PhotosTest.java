package io.sharelens.owner.photos;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PhotosTest {
  @TempDir Path folder;

  @Test
  void drawnPicturesDependOnTheSeedAlone() {
    assertThat(pixels(new PictureGenerator(20, 14, 1).draw(3, 4)))
        .isEqualTo(pixels(new PictureGenerator(20, 14, 1).draw(3, 4)))
        .isNotEqualTo(pixels(new PictureGenerator(20, 14, 1).draw(3, 5)))
        .isNotEqualTo(pixels(new PictureGenerator(20, 14, 2).draw(3, 4)))
        .isNotEqualTo(pixels(new PictureGenerator(20, 14, 1).draw(4, 4)));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void classFoldersAreWritten() throws IOException {
    new PictureGenerator(8, 8, 1).write(folder, 3, 2);

    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(6);
    }
  }

  @Test
  void thePackageIsSortedByFoodGroupAndNothingLeavesTheFolder() throws IOException {
    Path tgz = folder.resolve("package.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(tgz))) {
      entry(out, "package/package.json", '0', "{}".getBytes(StandardCharsets.US_ASCII));
      entry(out, "package/assets/A001.jpeg", '0', new byte[700]);
      entry(out, "package/assets/B017.jpeg", '0', new byte[512]);
      entry(out, "package/../../C001.jpeg", '0', new byte[3]);
      entry(out, "package/assets/D001.jpeg", '2', new byte[0]);
      entry(out, "package/assets/logo.png", '0', new byte[9]);
      out.write(new byte[1024]);
    }
    Path into = Files.createDirectory(folder.resolve("into"));

    assertThat(FoodPhotos.unpack(tgz, into)).isEqualTo(3);

    assertThat(into.resolve("A/A001.jpeg")).hasSize(700);
    assertThat(into.resolve("B/B017.jpeg")).hasSize(512);
    assertThat(into.resolve("C/C001.jpeg")).hasSize(3);
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(4);
    }
  }

  private static void entry(OutputStream out, String name, char type, byte[] content)
      throws IOException {
    byte[] header = new byte[512];
    System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, header, 0, name.length());
    byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, header, 124, size.length);
    header[156] = (byte) type;
    out.write(header);
    out.write(content);
    out.write(new byte[(512 - content.length % 512) % 512]);
  }
}
