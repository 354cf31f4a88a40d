package io.sharelens.node.store.files;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The share folder of a node. {@code parts/} has one file for each part of an upload, {@code
 * segments/} has files of many records (features, index rows). Everything is appended with a
 * checksum and forced to disk before the call returns; reading verifies. Thread-safe.
 */
public final class ShareFiles implements AutoCloseable {
  private static final String PARTS = "parts";
  private static final String SEGMENTS = "segments";

  private final Path folder;
  private final Segments segments;

  private ShareFiles(Path folder, Segments segments) {
    this.folder = folder;
    this.segments = segments;
  }

  /** Opens the folder, creating it if need be; cuts a torn end off the last segment. */
  public static ShareFiles open(Path folder) {
    try {
      Files.createDirectories(folder.resolve(PARTS));
      Files.createDirectories(folder.resolve(SEGMENTS));
      return new ShareFiles(folder, Segments.open(folder.resolve(SEGMENTS)));
    } catch (IOException e) {
      throw failed("open", folder, e);
    }
  }

  // ---------------------------------------------------------------- records

  /** Appends records, forces them to disk once, and says where they lie. Payloads are consumed. */
  public List<ShareLocation> append(List<ByteBuffer> payloads) {
    try {
      return segments.append(payloads);
    } catch (IOException e) {
      throw failed("append to", folder, e);
    }
  }

  /** The payload; INTERNAL {@code share-damaged} if it is not what was written. */
  public byte[] read(ShareLocation location) {
    byte[] out = new byte[location.bytes()];
    read(location, ByteBuffer.wrap(out));
    return out;
  }

  /** As {@link #read(ShareLocation)}, into {@code out}, which must have room. */
  public void read(ShareLocation location, ByteBuffer out) {
    try {
      segments.read(location, out);
    } catch (IOException e) {
      throw failed("read", folder.resolve(location.file()), e);
    }
  }

  /** Overwrites the payload with zeros for good; nothing happens if the file is gone. */
  public void erase(ShareLocation location) {
    try {
      segments.erase(location);
    } catch (IOException e) {
      throw failed("erase in", folder.resolve(location.file()), e);
    }
  }

  /** Deletes whole segments that no row names; the one being written stays. */
  public int deleteSegmentsExcept(Collection<String> named) {
    try {
      return segments.deleteExcept(Set.copyOf(named));
    } catch (IOException e) {
      throw failed("clean", folder, e);
    }
  }

  // ---------------------------------------------------------------- parts

  /**
   * Appends a chunk to a part whose first {@code offset} bytes are durable; makes the file for
   * offset 0. What lies behind the offset (a crash left it) is cut off first.
   */
  public void appendPart(String name, long offset, ByteBuffer chunk) {
    try {
      PartFile.append(part(name), offset, chunk);
    } catch (IOException e) {
      throw failed("append to", part(name), e);
    }
  }

  /** The whole payload of a part, which must have {@code bytes} bytes. */
  public byte[] readPart(String name, long bytes) {
    if (bytes > Integer.MAX_VALUE - 16) {
      throw LensException.internal("part-too-big", name + " has " + bytes + " bytes");
    }
    byte[] out = new byte[(int) bytes];
    int[] at = {0};
    eachBlock(
        name,
        bytes,
        block -> {
          int n = block.remaining();
          block.get(out, at[0], n);
          at[0] += n;
        });
    return out;
  }

  /** Writes the payload of a part to {@code out}, verifying each block before it is written. */
  public void copyPart(String name, long bytes, OutputStream out) {
    eachBlock(
        name,
        bytes,
        block -> {
          try {
            out.write(block.array(), block.arrayOffset() + block.position(), block.remaining());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Hands the verified blocks of a part to {@code sink}, in order. */
  public void eachBlock(String name, long bytes, BlockSink sink) {
    try {
      PartFile.each(part(name), bytes, sink);
    } catch (IOException e) {
      throw failed("read", part(name), e);
    }
  }

  /**
   * Cuts a part back to what is whole.
   *
   * @param received what the row says
   * @return payload bytes that are durable, at most {@code received}
   */
  public long repairPart(String name, long received) {
    try {
      return PartFile.repair(part(name), received);
    } catch (IOException e) {
      throw failed("repair", part(name), e);
    }
  }

  /** Deletes a part's file; nothing happens if it is gone. */
  public void deletePart(String name) {
    try {
      Files.deleteIfExists(part(name));
    } catch (IOException e) {
      throw failed("delete", part(name), e);
    }
  }

  /**
   * Deletes all files below a part of a folder but those that are named.
   *
   * @param below path from {@code folder}; empty for all of it
   * @param named paths from {@code folder}
   * @return how many
   */
  public static int deleteExcept(Path folder, String below, Set<String> named) throws IOException {
    int n = 0;
    try (Stream<Path> all = Files.walk(folder.resolve(below))) {
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        if (!named.contains(folder.relativize(p).toString())) {
          Files.delete(p);
          n++;
        }
      }
    }
    return n;
  }

  /** Deletes files of parts that no row names. */
  public int deletePartsExcept(Set<String> named) {
    try {
      return deleteExcept(folder, PARTS, named);
    } catch (IOException e) {
      throw failed("clean", folder, e);
    }
  }

  /** Name for a new part's file: spread over 256 folders. */
  public static String partName(String unique) {
    return PARTS + "/" + unique.substring(0, 2) + "/" + unique + ".share";
  }

  @Override
  public void close() {
    segments.close();
  }

  private Path part(String name) {
    Path p = folder.resolve(name).normalize();
    if (!p.startsWith(folder.resolve(PARTS))) {
      throw LensException.internal("bad-part", name + " is not a part");
    }
    return p;
  }

  private static LensException failed(String what, Path path, IOException e) {
    return LensException.resources("share-io", "cannot " + what + " " + path, e);
  }

  /** Takes verified blocks; the buffer is only valid during the call. */
  @FunctionalInterface
  public interface BlockSink {
    void accept(ByteBuffer block);
  }
}
