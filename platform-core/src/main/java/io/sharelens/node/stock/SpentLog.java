package io.sharelens.node.stock;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How many units of each pack are used up: an append-only file, little-endian, of 8 bytes {@code
 * SLSPENT1} and records of 24 bytes (pack, units, CRC-32C). The last record of a pack counts. A
 * record that was cut off at the end was never acknowledged; any other damage makes the whole stock
 * unusable, since nobody could say what was used. Thread-safe.
 */
final class SpentLog implements AutoCloseable {
  static final String NAME = "spent.log";

  private static final long MAGIC = 0x3154_4e45_5053_4c53L; // "SLSPENT1" read as little-endian
  private static final int RECORD = 24;

  private final FileChannel channel;
  private final Path file;
  private long end;

  private SpentLog(Path file, FileChannel channel, long end) {
    this.file = file;
    this.channel = channel;
    this.end = end;
  }

  /**
   * What a folder's log says.
   *
   * @return null if there is no log or it cannot be trusted
   */
  static @Nullable Map<UUID, Integer> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      if (b.remaining() < 8 || b.getLong() != MAGIC) {
        return null;
      }
      Map<UUID, Integer> spent = new HashMap<>();
      while (b.remaining() >= RECORD) {
        int at = b.position();
        UUID id = new UUID(b.getLong(), b.getLong());
        int units = b.getInt();
        if (b.getInt() != crc(b.array(), at)) {
          return null;
        }
        spent.put(id, units);
      }
      return spent;
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot read " + file, e);
    }
  }

  /** Begins a folder's log anew with what is known, in one step. */
  static SpentLog start(Path folder, Map<UUID, Integer> spent) {
    Path file = folder.resolve(NAME);
    Path part = folder.resolve(NAME + ".part");
    try {
      Files.deleteIfExists(part);
      FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, MAGIC);
      channel.write(head, 0);
      SpentLog log = new SpentLog(file, channel, 8);
      log.append(spent, true);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      PackWriter.forceFolder(file);
      return log;
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot write " + part, e);
    }
  }

  /**
   * Notes how many units of packs are used up.
   *
   * @param force whether it must be on disk before this returns; false only to give units back
   */
  synchronized void append(Map<UUID, Integer> spent, boolean force) {
    ByteBuffer b = ByteBuffer.allocate(RECORD * spent.size()).order(ByteOrder.LITTLE_ENDIAN);
    spent.forEach(
        (id, units) -> {
          int at = b.position();
          b.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
          b.putInt(units);
          b.putInt(crc(b.array(), at));
        });
    b.flip();
    try {
      while (b.hasRemaining()) {
        end += channel.write(b, end);
      }
      if (force) {
        channel.force(false);
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot write " + file, e);
    }
  }

  private static int crc(byte[] bytes, int at) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, RECORD - 4);
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot close " + file, e);
    }
  }
}
