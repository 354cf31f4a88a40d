package io.sharelens.node.stock;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.json.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes one pack. Nothing counts before {@link #finish}: the file appears whole and on disk under
 * its name, or not at all.
 */
final class PackWriter implements AutoCloseable {
  private final PackHeader header;
  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final PackCipher cipher;
  private final byte[] preamble;
  private final byte[] chunk = new byte[PackFormat.CHUNK];
  private final byte[] sealed = new byte[PackFormat.CHUNK + PackFormat.TAG];
  private int filled;
  private int chunks;
  private int units;
  private long bytes;
  private long unitBytes = -1;
  private long at;

  PackWriter(Path folder, StockKey key, PackHeader header) {
    this.header = header;
    file = PackFormat.file(folder, header.id());
    part = folder.resolve(header.id() + ".part");
    preamble = PackFormat.preamble(CanonicalJson.bytes(header));
    cipher = new PackCipher(key.derive(preamble), file);
    try {
      if (Files.exists(file)) {
        throw LensException.protocol("stock-reused", "pack " + header.id() + " exists already");
      }
      channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed(e);
    }
    at = preamble.length + PackFormat.FACTS + PackFormat.TAG;
  }

  /** Bytes of the file so far. */
  long bytes() {
    return at;
  }

  /** Bytes of each unit's corrections. */
  long unitBytes() {
    return unitBytes;
  }

  /** More corrections of the unit that is written now. */
  void write(ByteBuffer corrections) {
    bytes += corrections.remaining();
    while (corrections.hasRemaining()) {
      int n = Math.min(corrections.remaining(), chunk.length - filled);
      corrections.get(chunk, filled, n);
      filled += n;
      if (filled == chunk.length) {
        flush();
      }
    }
  }

  /** The unit is whole; all units of a pack have the same length. */
  void endUnit() {
    if (filled > 0) {
      flush();
    }
    if (unitBytes >= 0 && bytes != unitBytes) {
      throw LensException.protocol(
          "bad-unit",
          "a unit of " + header.label() + " has " + bytes + " bytes, others have " + unitBytes);
    }
    unitBytes = bytes;
    bytes = 0;
    chunks = 0;
    units++;
  }

  private void flush() {
    int n = cipher.seal(units, chunks++, chunk, filled, sealed);
    filled = 0;
    put(ByteBuffer.wrap(sealed, 0, n), at);
    at += n;
  }

  /**
   * Makes the pack durable. At server 1, which has no corrections, no unit was written.
   *
   * @param seed this server's
   * @param first number of the first unit's request; the others follow
   * @param secondBytes bytes of a unit at server 2
   */
  void finish(Seed seed, long first, long secondBytes) {
    if (header.node() == 2 && (units != header.units() || unitBytes != secondBytes)) {
      throw LensException.internal(
          "bad-pack", units + " units of " + header.units() + " were written");
    }
    byte[] facts =
        ByteBuffer.allocate(PackFormat.FACTS)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(seed.bytes())
            .putLong(first)
            .putLong(secondBytes)
            .array();
    int n = cipher.seal(PackCipher.FACTS, 0, facts, facts.length, sealed);
    put(ByteBuffer.wrap(preamble), 0);
    put(ByteBuffer.wrap(sealed, 0, n), preamble.length);
    try {
      channel.force(true);
      channel.close();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Makes a new or removed name durable. */
  static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel f = FileChannel.open(folder, StandardOpenOption.READ)) {
      f.force(true);
    }
  }

  private void put(ByteBuffer from, long position) {
    try {
      while (from.hasRemaining()) {
        position += channel.write(from, position);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private LensException failed(IOException e) {
    return LensException.resources("no-disk", "cannot write " + part + ": " + e, e);
  }

  /** Removes what was not finished. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
