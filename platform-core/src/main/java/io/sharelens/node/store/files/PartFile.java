package io.sharelens.node.store.files;

import static io.sharelens.node.store.files.ShareFormat.FILE_HEADER;
import static io.sharelens.node.store.files.ShareFormat.RECORD_HEADER;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One part of an upload: a record for each chunk. */
final class PartFile {
  private PartFile() {}

  static void append(Path path, long offset, ByteBuffer chunk) throws IOException {
    if (offset == 0) {
      Files.createDirectories(parent(path));
    }
    boolean fresh = !Files.exists(path);
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (fresh) {
        ShareFormat.writeFully(file, ShareFormat.fileHeader(), 0);
      }
      Scan scan = scan(file, path, offset, null);
      if (scan.payload != offset) {
        throw LensException.internal(
            "share-damaged", path + " has " + scan.payload + " bytes, not " + offset);
      }
      file.truncate(scan.end);
      ByteBuffer header = ShareFormat.recordHeader(chunk);
      ShareFormat.writeFully(file, header, scan.end);
      ShareFormat.writeFully(file, chunk, scan.end + RECORD_HEADER);
      file.force(true);
    }
    if (fresh) {
      forceFolder(parent(path));
    }
  }

  static void each(Path path, long bytes, ShareFiles.BlockSink sink) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      Scan scan = scan(file, path, bytes, sink);
      if (scan.payload != bytes) {
        throw LensException.internal(
            "share-damaged", path + " has " + scan.payload + " whole bytes, not " + bytes);
      }
    }
  }

  static long repair(Path path, long received) throws IOException {
    if (!Files.exists(path)) {
      return 0;
    }
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (file.size() < FILE_HEADER) {
        file.truncate(0);
        ShareFormat.writeFully(file, ShareFormat.fileHeader(), 0);
      }
      Scan scan = scan(file, path, received, null);
      file.truncate(scan.end);
      file.force(true);
      return scan.payload;
    }
  }

  /** Walks over whole records until {@code limit} payload bytes are seen or one is not whole. */
  private static Scan scan(
      FileChannel file, Path path, long limit, ShareFiles.@Nullable BlockSink sink)
      throws IOException {
    ShareFormat.checkHeader(file, path);
    long at = FILE_HEADER;
    long payload = 0;
    long size = file.size();
    ByteBuffer header = ShareFormat.allocate(RECORD_HEADER);
    while (payload < limit && ShareFormat.readFully(file, header.clear(), at)) {
      header.flip();
      int length = header.getInt();
      int state = header.getInt();
      int crc = header.getInt();
      if (length <= 0
          || state != ShareFormat.LIVE
          || payload + length > limit
          || at + RECORD_HEADER + length > size) {
        break;
      }
      ByteBuffer block = ShareFormat.allocate(length);
      if (!ShareFormat.readFully(file, block, at + RECORD_HEADER)
          || ShareFormat.crc(block.flip()) != crc) {
        break;
      }
      if (sink != null) {
        sink.accept(block);
      }
      payload += length;
      at += RECORD_HEADER + length;
    }
    return new Scan(payload, at);
  }

  private static Path parent(Path path) {
    Path p = path.getParent();
    if (p == null) {
      throw LensException.internal("bad-part", path + " has no folder");
    }
    return p;
  }

  /** Makes a new name durable; Linux needs it, others may not allow it. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel f = FileChannel.open(folder, StandardOpenOption.READ)) {
      f.force(true);
    }
  }

  /**
   * @param payload whole payload bytes seen
   * @param end offset behind the last whole record
   */
  private record Scan(long payload, long end) {}
}
