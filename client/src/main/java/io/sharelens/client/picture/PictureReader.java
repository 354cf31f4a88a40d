package io.sharelens.client.picture;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads picture files that may be hostile: size, signature and dimensions are checked before any
 * pixel is decoded. Every refusal is a user error that names the file and the reason:
 *
 * <ul>
 *   <li>{@code picture-unreadable}: no such file, or no right to read it
 *   <li>{@code picture-too-big}: more bytes or pixels than {@link PictureLimits} allow
 *   <li>{@code picture-unsupported}: no format of {@link PictureFormat}
 *   <li>{@code picture-broken}: the right signature, but it does not decode
 * </ul>
 *
 * Thread-safe.
 */
public final class PictureReader {
  private final PictureLimits limits;

  public PictureReader(PictureLimits limits) {
    this.limits = limits;
  }

  /** The bytes of a file that is not larger than allowed. */
  public byte[] bytes(Path file) {
    try {
      long size = Files.size(file);
      checkSize(file.toString(), size);
      byte[] bytes = Files.readAllBytes(file);
      checkSize(file.toString(), bytes.length); // it may have grown
      return bytes;
    } catch (IOException e) {
      throw new LensException(
          ErrorKind.USER, "picture-unreadable", file + " cannot be read: " + e, e);
    }
  }

  /** Reads and decodes a file. */
  public RgbPicture read(Path file) {
    return decode(file.toString(), bytes(file));
  }

  /** The format of {@code bytes}; fails with {@code picture-unsupported} if it is none of ours. */
  public PictureFormat format(String name, byte[] bytes) {
    return PictureFormat.of(bytes)
        .orElseThrow(
            () ->
                LensException.user(
                    "picture-unsupported", name + " is not a JPEG, PNG, GIF, BMP or WebP picture"));
  }

  /**
   * Decodes the first picture of a file, turned upright by its EXIF orientation (JPEG), with
   * transparent parts on white. Embedded colour profiles are not applied.
   *
   * @param name what to call it in errors
   */
  public RgbPicture decode(String name, byte[] bytes) {
    checkSize(name, bytes.length);
    PictureFormat format = format(name, bytes);
    ImageReader reader = reader(format);
    byte[] stored = format == PictureFormat.JPEG ? ColourProfile.without(bytes) : bytes;
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(stored))) {
      // Metadata may hold compressed text of any size; nothing of it is needed.
      reader.setInput(in, true, true);
      Warnings warnings = new Warnings();
      reader.addIIOReadWarningListener(warnings);
      checkDimensions(name, reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = reader.read(0);
      checkDimensions(name, image.getWidth(), image.getHeight());
      if (warnings.truncated) {
        throw broken(name, "it ends too early", null);
      }
      RgbPicture picture = StoredPixels.of(image);
      return format == PictureFormat.JPEG ? ExifOrientation.of(bytes).apply(picture) : picture;
    } catch (LensException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders answer damaged data with whatever their loops run into.
      throw broken(name, String.valueOf(e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw LensException.resources("no-memory", name + " needs more memory to decode", e);
    } finally {
      reader.dispose();
    }
  }

  private void checkSize(String name, long size) {
    if (size > limits.maxBytes()) {
      throw LensException.user(
          "picture-too-big",
          name + " has " + size + " bytes; at most " + limits.maxBytes() + " are allowed");
    }
  }

  private void checkDimensions(String name, int width, int height) {
    if (width < 1 || height < 1) {
      throw broken(name, "it says it is " + width + " x " + height + " pixels", null);
    }
    if ((long) width * height > limits.maxPixels()) {
      throw LensException.user(
          "picture-too-big",
          "%s would decode to %d x %d pixels; at most %d pixels are allowed"
              .formatted(name, width, height, limits.maxPixels()));
    }
  }

  private static ImageReader reader(PictureFormat format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.mediaType());
    if (!readers.hasNext()) {
      throw LensException.internal("no-decoder", "no decoder for " + format + " is installed");
    }
    return readers.next();
  }

  private static LensException broken(String name, String why, @Nullable Throwable cause) {
    return new LensException(ErrorKind.USER, "picture-broken", name + " is damaged: " + why, cause);
  }

  /** Decoders fill up a file that ends too early with grey and only warn. */
  private static final class Warnings implements IIOReadWarningListener {
    private boolean truncated;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String w = warning.toLowerCase(Locale.ROOT);
      truncated |= w.contains("premature") || w.contains("truncat") || w.contains("end of");
    }
  }
}
