package io.sharelens.it.browser;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG files with what photographs have: gradients, edges, saturated colours, grain. */
enum Photographs {
  SMALL(321, 215, 0.8f, false, BufferedImage.TYPE_INT_RGB),
  COARSE(640, 427, 0.3f, false, BufferedImage.TYPE_INT_RGB),
  PROGRESSIVE(500, 333, 0.9f, true, BufferedImage.TYPE_INT_RGB),
  GREY(333, 500, 0.75f, false, BufferedImage.TYPE_BYTE_GRAY),
  SQUARE(224, 224, 0.9f, false, BufferedImage.TYPE_INT_RGB),
  LARGE(2048, 1536, 0.9f, false, BufferedImage.TYPE_INT_RGB);

  private final int width;
  private final int height;
  private final float quality;
  private final boolean progressive;
  private final int type;

  Photographs(int width, int height, float quality, boolean progressive, int type) {
    this.width = width;
    this.height = height;
    this.quality = quality;
    this.progressive = progressive;
    this.type = type;
  }

  /** The file. */
  byte[] file() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      if (progressive) {
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(drawn(), null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private BufferedImage drawn() {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, new Color(0x1b6fd0), width, height, new Color(0xffd27f)));
    g.fillRect(0, 0, width, height);
    SplittableRandom random = new SplittableRandom(width);
    for (int i = 0; i < 60; i++) {
      g.setColor(new Color(random.nextInt(1 << 24)));
      int size = 4 + random.nextInt(width / 4);
      g.fillOval(random.nextInt(width), random.nextInt(height), size, size);
    }
    g.dispose();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int grain = random.nextInt(17) - 8;
        int p = image.getRGB(x, y);
        image.setRGB(
            x, y, grained(p >> 16, grain) << 16 | grained(p >> 8, grain) << 8 | grained(p, grain));
      }
    }
    return image;
  }

  private static int grained(int value, int grain) {
    return Math.clamp((value & 0xff) + grain, 0, 255);
  }
}
