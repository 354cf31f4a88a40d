package io.sharelens.owner.photos;

import io.sharelens.mpc.error.LensException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Draws class folders of pictures that are somewhat like photos: a class has a range of colours, a
 * texture and a kind of object; position, size, light, angle and noise vary from picture to
 * picture. Equal arguments give equal pictures.
 */
public final class PictureGenerator {
  private static final double GOLDEN = 0.618033988749895;

  private final int width;
  private final int height;
  private final long seed;

  public PictureGenerator(int width, int height, long seed) {
    this.width = width;
    this.height = height;
    this.seed = seed;
  }

  /**
   * Writes {@code class-NN/picture-NNN.png}.
   *
   * @return {@code folder}
   */
  public Path write(Path folder, int classes, int perClass) {
    try {
      for (int c = 0; c < classes; c++) {
        Path classFolder = Files.createDirectories(folder.resolve("class-%02d".formatted(c)));
        for (int i = 0; i < perClass; i++) {
          Path file = classFolder.resolve("picture-%03d.png".formatted(i));
          if (!ImageIO.write(draw(c, i), "png", file.toFile())) {
            throw LensException.internal("no-encoder", "this Java writes no PNG");
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw LensException.resources("no-disk", folder + " cannot be written: " + e, e);
    }
  }

  /** Picture {@code number} of a class. */
  BufferedImage draw(int kind, int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + kind * 10_007L + number);
    Scene scene = Scene.of(kind, random);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, scene.pixel((x + 0.5) / width, (y + 0.5) / height, random));
      }
    }
    return image;
  }

  /** What one picture shows; coordinates 0..1. */
  private record Scene(
      int texture,
      int object,
      double hue,
      double objectHue,
      double frequency,
      double angle,
      double centreX,
      double centreY,
      double radius,
      double light,
      double lightAngle,
      double noise) {

    static Scene of(int kind, SplittableRandom random) {
      double hue = kind * GOLDEN % 1;
      return new Scene(
          kind % 5,
          kind / 2 % 4,
          hue + random.nextDouble(-0.06, 0.06),
          hue + 0.35 + 0.1 * (kind % 3) + random.nextDouble(-0.06, 0.06),
          (3 + kind * 5 % 11) * random.nextDouble(0.85, 1.18),
          kind * 0.7 + random.nextDouble(-0.4, 0.4),
          random.nextDouble(0.3, 0.7),
          random.nextDouble(0.3, 0.7),
          random.nextDouble(0.18, 0.32),
          random.nextDouble(0.1, 0.5),
          random.nextDouble(2 * Math.PI),
          random.nextDouble(0.01, 0.06));
    }

    int pixel(double x, double y, SplittableRandom random) {
      boolean inside = covers(x - centreX, y - centreY);
      double shade = inside ? 0.9 : 0.45 + 0.35 * texture(x, y);
      shade *= 1 - light * (x * Math.cos(lightAngle) + y * Math.sin(lightAngle)) / 2;
      shade += noise * (random.nextDouble() + random.nextDouble() - 1);
      return rgb(inside ? objectHue : hue, inside ? 0.75 : 0.6, Math.clamp(shade, 0, 1));
    }

    private double texture(double x, double y) {
      double u = x * Math.cos(angle) + y * Math.sin(angle);
      double v = y * Math.cos(angle) - x * Math.sin(angle);
      double w = 2 * Math.PI * frequency;
      return switch (texture) {
        case 0 -> Math.sin(w * u);
        case 1 -> Math.signum(Math.sin(w * u) * Math.sin(w * v));
        case 2 -> Math.sin(w * Math.hypot(x - centreX, y - centreY));
        case 3 -> Math.sin(w * u + 2 * Math.sin(w * v / 2));
        default -> Math.sin(w * u) * Math.sin(w * v) > 0.5 ? 1 : -0.6;
      };
    }

    private boolean covers(double dx, double dy) {
      return switch (object) {
        case 0 -> Math.hypot(dx, dy) < radius;
        case 1 -> Math.max(Math.abs(dx), Math.abs(dy)) < radius * 0.85;
        case 2 -> dy < radius && dy > 2 * Math.abs(dx) - radius;
        default -> Math.abs(Math.hypot(dx, dy) - radius) < radius * 0.3;
      };
    }

    private static int rgb(double hue, double saturation, double value) {
      double h = (hue - Math.floor(hue)) * 6;
      int rgb = 0;
      for (int shift : new int[] {5, 3, 1}) {
        double k = (shift + h) % 6;
        double f = value - value * saturation * Math.clamp(Math.min(k, 4 - k), 0, 1);
        rgb = rgb << 8 | (int) Math.round(255 * f);
      }
      return rgb;
    }
  }
}
