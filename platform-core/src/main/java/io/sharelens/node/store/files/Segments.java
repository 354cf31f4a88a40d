package io.sharelens.node.store.files;

import static io.sharelens.node.store.files.ShareFormat.FILE_HEADER;
import static io.sharelens.node.store.files.ShareFormat.RECORD_HEADER;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbered files of many records each; the last one is written to. */
final class Segments implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Segments.class);
  private static final long ROLL_AT = 256L << 20;
  private static final String PREFIX = "segments/";

  private final Path folder;
  private final Map<String, FileChannel> open = new ConcurrentHashMap<>();
  private int number;
  private long end;

  private Segments(Path folder) {
    this.folder = folder;
  }

  static Segments open(Path folder) throws IOException {
    Segments s = new Segments(folder);
    int last = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.toList()) {
        last = Math.max(last, numberOf(p));
      }
    }
    s.number = last;
    if (last == 0) {
      s.roll();
    } else {
      s.recoverLast();
    }
    return s;
  }

  synchronized List<ShareLocation> append(List<ByteBuffer> payloads) throws IOException {
    List<ShareLocation> out = new ArrayList<>(payloads.size());
    if (end > ROLL_AT) {
      roll();
    }
    FileChannel file = channel(name(number));
    long at = end;
    for (ByteBuffer payload : payloads) {
      int length = payload.remaining();
      if (length == 0 || length > ShareFormat.MAX_RECORD) {
        throw LensException.internal("bad-record", "a record cannot have " + length + " bytes");
      }
      ShareFormat.writeFully(file, ShareFormat.recordHeader(payload), at);
      ShareFormat.writeFully(file, payload, at + RECORD_HEADER);
      out.add(new ShareLocation(name(number), at, length));
      at += RECORD_HEADER + length;
    }
    file.force(false);
    end = at;
    return out;
  }

  void read(ShareLocation location, ByteBuffer out) throws IOException {
    FileChannel file = channel(location.file());
    ByteBuffer header = header(file, location);
    int state = header.getInt();
    int crc = header.getInt();
    if (state == ShareFormat.ERASED) {
      throw LensException.user("share-erased", "the share was erased");
    }
    ByteBuffer window = out.slice(out.position(), location.bytes());
    if (!ShareFormat.readFully(file, window, location.offset() + RECORD_HEADER)
        || ShareFormat.crc(window.flip()) != crc) {
      throw damaged(location);
    }
    out.position(out.position() + location.bytes());
  }

  void erase(ShareLocation location) throws IOException {
    FileChannel file;
    try {
      file = channel(location.file());
    } catch (NoSuchFileException e) {
      return;
    }
    ByteBuffer header = ShareFormat.allocate(RECORD_HEADER);
    if (!ShareFormat.readFully(file, header, location.offset())
        || header.flip().getInt() != location.bytes()) {
      log.warn(
          "{} at {} is damaged; there is no record to erase", location.file(), location.offset());
      return;
    }
    ByteBuffer state = ShareFormat.allocate(4).putInt(ShareFormat.ERASED).flip();
    ShareFormat.writeFully(file, state, location.offset() + 4);
    ByteBuffer zeros = ShareFormat.allocate(location.bytes());
    ShareFormat.writeFully(file, zeros, location.offset() + RECORD_HEADER);
    file.force(false);
  }

  synchronized int deleteExcept(Set<String> named) throws IOException {
    int n = 0;
    for (int i = 1; i < number; i++) {
      if (!named.contains(name(i))) {
        FileChannel file = open.remove(name(i));
        if (file != null) {
          file.close();
        }
        if (Files.deleteIfExists(path(name(i)))) {
          n++;
        }
      }
    }
    return n;
  }

  @Override
  public void close() {
    for (FileChannel file : open.values()) {
      try {
        file.close();
      } catch (IOException e) {
        // every append was forced to disk before; nothing is lost
      }
    }
    open.clear();
  }

  private void roll() throws IOException {
    number++;
    FileChannel file =
        FileChannel.open(
            path(name(number)),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    ShareFormat.writeFully(file, ShareFormat.fileHeader(), 0);
    file.force(true);
    PartFile.forceFolder(folder);
    open.put(name(number), file);
    end = FILE_HEADER;
  }

  /** Finds the end of the last whole record and cuts off what a crash left behind it. */
  private void recoverLast() throws IOException {
    Path path = path(name(number));
    FileChannel file = channel(name(number));
    if (file.size() < FILE_HEADER) {
      file.truncate(0);
      ShareFormat.writeFully(file, ShareFormat.fileHeader(), 0);
    }
    ShareFormat.checkHeader(file, path);
    long at = FILE_HEADER;
    long size = file.size();
    ByteBuffer header = ShareFormat.allocate(RECORD_HEADER);
    while (ShareFormat.readFully(file, header.clear(), at)) {
      header.flip();
      int length = header.getInt();
      int state = header.getInt();
      int crc = header.getInt();
      if (length <= 0 || at + RECORD_HEADER + length > size) {
        break;
      }
      if (state != ShareFormat.ERASED) {
        ByteBuffer payload = ShareFormat.allocate(length);
        ShareFormat.readFully(file, payload, at + RECORD_HEADER);
        if (ShareFormat.crc(payload.flip()) != crc) {
          break;
        }
      }
      at += RECORD_HEADER + length;
    }
    file.truncate(at);
    file.force(true);
    end = at;
  }

  private ByteBuffer header(FileChannel file, ShareLocation location) throws IOException {
    ByteBuffer header = ShareFormat.allocate(RECORD_HEADER);
    if (!ShareFormat.readFully(file, header, location.offset())
        || header.flip().getInt() != location.bytes()) {
      throw damaged(location);
    }
    return header;
  }

  private FileChannel channel(String name) throws IOException {
    FileChannel known = open.get(name);
    if (known != null) {
      return known;
    }
    synchronized (this) {
      FileChannel again = open.get(name);
      if (again != null) {
        return again;
      }
      FileChannel file =
          FileChannel.open(path(name), StandardOpenOption.READ, StandardOpenOption.WRITE);
      ShareFormat.checkHeader(file, path(name));
      open.put(name, file);
      return file;
    }
  }

  private Path path(String name) {
    Path p = folder.resolve(name.substring(PREFIX.length())).normalize();
    if (!name.startsWith(PREFIX) || !folder.equals(p.getParent())) {
      throw LensException.internal("bad-segment", name + " is not a segment");
    }
    return p;
  }

  private static String name(int number) {
    return String.format("%s%08d.shares", PREFIX, number);
  }

  private static int numberOf(Path file) {
    String n = String.valueOf(file.getFileName());
    return n.matches("\\d{8}\\.shares") ? Integer.parseInt(n.substring(0, 8)) : 0;
  }

  private static LensException damaged(ShareLocation location) {
    return LensException.internal(
        "share-damaged", location.file() + " at " + location.offset() + " is damaged");
  }
}
