package io.sharelens.node.stock;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Layout of a pack's file, little-endian: 8 bytes {@code SLUNITS1}, 4 bytes length of the header,
 * header as JSON, sealed facts (seed, number of the first request, bytes of a unit), then at server
 * 2 the units' corrections, each in sealed chunks of {@value #CHUNK} bytes. Sealed means
 * AES-256-GCM with a key of the file's own and a tag of 16 bytes; the nonce is unit and chunk.
 */
final class PackFormat {
  static final int CHUNK = 16 << 10;
  static final int TAG = 16;
  static final int FACTS = 32;
  static final int HEADER_LIMIT = 64 << 10;
  static final String SUFFIX = ".pack";

  private static final long MAGIC = 0x3153_5449_4e55_4c53L; // "SLUNITS1" read as little-endian
  private static final int PREFIX = 12;

  private PackFormat() {}

  static Path file(Path folder, UUID id) {
    return folder.resolve(id + SUFFIX);
  }

  /** Everything that stands in clear before the facts; the file's key depends on all of it. */
  static byte[] preamble(byte[] header) {
    return ByteBuffer.allocate(PREFIX + header.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(MAGIC)
        .putInt(header.length)
        .put(header)
        .array();
  }

  /** Reads a preamble back. */
  static byte[] readPreamble(FileChannel channel, Path file) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    read(channel, file, b, 0);
    int length = b.getInt(8);
    if (b.getLong(0) != MAGIC || length < 0 || length > HEADER_LIMIT) {
      throw damaged(file, "it does not begin as a pack does", null);
    }
    ByteBuffer all = ByteBuffer.allocate(PREFIX + length);
    read(channel, file, all, 0);
    return all.array();
  }

  static byte[] header(byte[] preamble) {
    return java.util.Arrays.copyOfRange(preamble, PREFIX, preamble.length);
  }

  /** Bytes of a file of {@code n} bytes once it is sealed in chunks. */
  static long sealed(long n) {
    return n + TAG * Math.ceilDiv(n, (long) CHUNK);
  }

  /** Fills {@code into} from {@code at}. */
  static void read(FileChannel channel, Path file, ByteBuffer into, long at) throws IOException {
    while (into.hasRemaining()) {
      int n = channel.read(into, at);
      if (n < 0) {
        throw damaged(file, "it ends too early", null);
      }
      at += n;
    }
    into.flip();
  }

  static LensException damaged(Path file, String why, @Nullable Throwable cause) {
    return LensException.resources(
        "stock-damaged",
        "the stock's file " + file.getFileName() + " cannot be used: " + why,
        cause);
  }
}
