package io.sharelens.node.model;

import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.WeightLayout;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Weights as the two servers of a scheme with a dealer opened them masked, F = W - B: public to
 * nodes 1 and 2, one file for each model, kept as long as the model. A file is complete and on disk
 * before it counts: 24 bytes of header (eight letters, the first row key, rows, words,
 * little-endian), the words, SHA-256 of all before it. Thread-safe.
 */
public final class MaskedFiles {
  private static final byte[] MAGIC = "SLMASKED".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 24;
  private static final String SUFFIX = ".masked";
  private static final int BUFFER = 1 << 18;

  private final Path folder;

  public MaskedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Which rows of B mask a model's weights.
   *
   * @param firstKey of consecutive keys
   * @param rows how many
   * @param words that they mask
   */
  public record Masks(long firstKey, int rows, int words) {
    LongStream keys() {
      return LongStream.range(firstKey, firstKey + rows);
    }
  }

  /** Stores what was opened, in place of what was opened before with other keys. */
  public synchronized void store(
      String sha256, WeightLayout layout, long firstKey, SecretWeights weights) {
    Path target = file(sha256);
    Path temporary = target.resolveSibling(target.getFileName() + ".new");
    MessageDigest digest = CanonicalJson.newSha256();
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER)) {
        OutputStream hashed = new DigestOutputStream(out, digest);
        hashed.write(header(new Masks(firstKey, layout.rows(), maskedWords(layout))));
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (int[] words : weights.masked()) {
          for (int at = 0; at < words.length; ) {
            int n = Math.min(words.length - at, BUFFER / Integer.BYTES);
            buffer.asIntBuffer().put(words, at, n);
            hashed.write(buffer.array(), 0, n * Integer.BYTES);
            at += n;
          }
        }
        out.write(digest.digest());
      }
      PartFiles.force(temporary, StandardOpenOption.WRITE);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      PartFiles.force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot store masked weights: " + e.getMessage(), e);
    }
  }

  /** Which rows mask that model's weights here; empty if they were not masked yet. */
  public Optional<Masks> masks(String sha256) {
    Path file = file(sha256);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      Masks masks = parse(in.readNBytes(HEADER), file);
      long wanted = HEADER + (long) masks.words() * Integer.BYTES + 32;
      return Files.size(file) == wanted ? Optional.of(masks) : Optional.empty();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Keys of all rows that mask weights here. */
  public long[] keys() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(SUFFIX))
          .map(f -> masks(f.substring(0, f.length() - SUFFIX.length())))
          .flatMap(Optional::stream)
          .flatMapToLong(Masks::keys)
          .toArray();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * The weights as sessions of two servers use them.
   *
   * @param share of this node
   * @throws LensException RESOURCES {@code weights-not-masked} if that was not done yet or the file
   *     is damaged: node 1 does it again
   */
  public SecretWeights load(String sha256, WeightLayout layout, SecretWeights.Share share) {
    Masks masks = masks(sha256).orElseThrow(() -> notMasked(sha256));
    MessageDigest digest = CanonicalJson.newSha256();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file(sha256)), BUFFER)) {
      InputStream hashed = new DigestInputStream(in, digest);
      Masks read = parse(hashed.readNBytes(HEADER), file(sha256));
      if (!read.equals(masks)
          || masks.rows() != layout.rows()
          || masks.words() != maskedWords(layout)) {
        throw notMasked(sha256);
      }
      SecretWeights weights =
          SecretWeights.stored(layout, share, masks.firstKey(), true, words(hashed));
      if (!Arrays.equals(digest.digest(), in.readNBytes(32))) {
        throw notMasked(sha256);
      }
      return weights;
    } catch (IOException e) {
      throw unreadable(file(sha256), e);
    }
  }

  /** Drops what was opened; nothing happens if it is not here. */
  public synchronized void discard(String sha256) {
    try {
      Files.deleteIfExists(file(sha256));
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot delete masked weights", e);
    }
  }

  private static int maskedWords(WeightLayout layout) {
    return layout.words() - layout.rows(); // Biases are not masked: they meet no mask of a product.
  }

  private static IntFunction<int[]> words(InputStream in) {
    byte[] buffer = new byte[BUFFER];
    return n -> {
      int[] words = new int[n];
      try {
        for (int at = 0; at < n; ) {
          int some = Math.min(n - at, BUFFER / Integer.BYTES);
          if (in.readNBytes(buffer, 0, some * Integer.BYTES) < some * Integer.BYTES) {
            throw new IOException("the file is too short");
          }
          ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words, at, some);
          at += some;
        }
        return words;
      } catch (IOException e) {
        throw LensException.resources("disk", "cannot read masked weights: " + e.getMessage(), e);
      }
    };
  }

  private static byte[] header(Masks masks) {
    return ByteBuffer.allocate(HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putLong(masks.firstKey())
        .putInt(masks.rows())
        .putInt(masks.words())
        .array();
  }

  private static Masks parse(byte[] header, Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    if (header.length == HEADER) {
      in.get(magic);
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IOException(file + " is no file of masked weights");
    }
    return new Masks(in.getLong(), in.getInt(), in.getInt());
  }

  private static LensException notMasked(String sha256) {
    return LensException.resources(
        "weights-not-masked",
        "the weights of model " + sha256 + " are not masked at this node yet; it will be done",
        null);
  }

  private static LensException unreadable(Path file, IOException e) {
    return LensException.resources("disk", "cannot read " + file + ": " + e.getMessage(), e);
  }

  private Path file(String sha256) {
    return folder.resolve(sha256 + SUFFIX);
  }
}
