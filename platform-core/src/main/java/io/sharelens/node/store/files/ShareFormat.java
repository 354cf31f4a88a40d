package io.sharelens.node.store.files;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Layout of share files, little-endian. File header: 8 bytes {@code SLSHARES}, 4 bytes version.
 * Record: 4 bytes payload length, 4 bytes state (1 live, 2 erased), 4 bytes CRC-32C of the payload,
 * payload.
 */
final class ShareFormat {
  static final int FILE_HEADER = 12;
  static final int RECORD_HEADER = 12;
  static final int LIVE = 1;
  static final int ERASED = 2;
  static final int MAX_RECORD = 1 << 30;

  private static final long MAGIC = 0x5345524148534c53L; // "SLSHARES" read as little-endian
  private static final int VERSION = 1;

  private ShareFormat() {}

  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteBuffer fileHeader() {
    return allocate(FILE_HEADER).putLong(MAGIC).putInt(VERSION).flip();
  }

  /** Fails if the file does not start with a header of a version we know. */
  static void checkHeader(FileChannel file, Path path) throws IOException {
    ByteBuffer b = allocate(FILE_HEADER);
    if (!readFully(file, b, 0) || b.flip().getLong() != MAGIC) {
      throw LensException.internal("share-damaged", path + " is not a share file");
    }
    int version = b.getInt();
    if (version != VERSION) {
      throw LensException.internal(
          "share-version", path + " has format version " + version + ", not " + VERSION);
    }
  }

  static ByteBuffer recordHeader(ByteBuffer payload) {
    return allocate(RECORD_HEADER)
        .putInt(payload.remaining())
        .putInt(LIVE)
        .putInt(crc(payload))
        .flip();
  }

  /** Checksum of the remaining bytes; position and limit stay. */
  static int crc(ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }

  /** Fills {@code into} from {@code at}; false at the end of the file. */
  static boolean readFully(FileChannel file, ByteBuffer into, long at) throws IOException {
    while (into.hasRemaining()) {
      int n = file.read(into, at);
      if (n < 0) {
        return false;
      }
      at += n;
    }
    return true;
  }

  static void writeFully(FileChannel file, ByteBuffer from, long at) throws IOException {
    while (from.hasRemaining()) {
      at += file.write(from, at);
    }
  }
}
