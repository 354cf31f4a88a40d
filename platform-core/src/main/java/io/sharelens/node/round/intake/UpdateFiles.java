package io.sharelens.node.round.intake;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.files.ShareFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Large files of training rounds below {@code <data>/updates}: shares of updates, opened sums,
 * optimisers' states. Plain bytes, written in order and forced to disk; the database says how many
 * of them count. Thread-safe for different files.
 */
public final class UpdateFiles {
  private static final int BLOCK = 1 << 20;

  private final Path folder;

  /**
   * @param folder made when it is not there
   */
  public UpdateFiles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed("create", folder, e);
    }
  }

  /**
   * What a verified file holds.
   *
   * @param sha256 hex
   * @param crc CRC-32C
   */
  public record Content(String sha256, long crc) {}

  /** The file of a name; its folder is there. */
  public Path path(String name) {
    Path p = folder.resolve(name).normalize();
    if (!p.startsWith(folder)) {
      throw LensException.internal("bad-file", name + " leads out of the folder");
    }
    try {
      Files.createDirectories(parent(p));
    } catch (IOException e) {
      throw failed("create", p, e);
    }
    return p;
  }

  /**
   * Writes behind the first {@code offset} bytes and forces it to disk; cuts off what was there.
   */
  public void append(String name, long offset, ByteBuffer bytes) {
    Path p = path(name);
    boolean fresh = offset == 0;
    try (FileChannel file =
        FileChannel.open(p, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (file.size() < offset) {
        throw LensException.internal(
            "share-damaged", p + " has " + file.size() + " bytes, not " + offset);
      }
      file.truncate(offset);
      for (long at = offset; bytes.hasRemaining(); ) {
        at += file.write(bytes, at);
      }
      file.force(true);
    } catch (IOException e) {
      throw failed("append to", p, e);
    }
    if (fresh) {
      forceFolder(parent(p));
    }
  }

  /** Reads a whole file once. */
  public Content read(String name, long bytes) {
    Path p = path(name);
    MessageDigest sha256 = CanonicalJson.newSha256();
    CRC32C crc = new CRC32C();
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long left = bytes;
    try (FileChannel file = FileChannel.open(p, StandardOpenOption.READ)) {
      while (left > 0) {
        block.clear().limit((int) Math.min(BLOCK, left));
        int n = file.read(block);
        if (n < 0) {
          throw LensException.internal("share-damaged", p + " is shorter than " + bytes);
        }
        sha256.update(block.array(), 0, n);
        crc.update(block.array(), 0, n);
        left -= n;
      }
    } catch (IOException e) {
      throw failed("read", p, e);
    }
    return new Content(HexFormat.of().formatHex(sha256.digest()), crc.getValue());
  }

  /** Makes a finished file take its name, durably. */
  public void keep(Path part, String name) {
    Path p = path(name);
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
      file.force(true);
      Files.move(part, p, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed("keep", p, e);
    }
    forceFolder(parent(p));
  }

  /** Nothing happens if it is gone. */
  public void delete(String name) {
    Path p = path(name);
    try {
      Files.deleteIfExists(p);
    } catch (IOException e) {
      throw failed("delete", p, e);
    }
  }

  /** Deletes what no row names: a crash left it. */
  public int deleteExcept(Set<String> named) {
    try {
      return ShareFiles.deleteExcept(folder, "", named);
    } catch (IOException e) {
      throw failed("clean", folder, e);
    }
  }

  private Path parent(Path p) {
    Path up = p.getParent();
    return up == null ? folder : up;
  }

  private static void forceFolder(Path folder) {
    try (FileChannel f = FileChannel.open(folder, StandardOpenOption.READ)) {
      f.force(true);
    } catch (IOException e) {
      throw failed("make durable", folder, e);
    }
  }

  private static LensException failed(String what, Path path, IOException e) {
    return LensException.resources("update-io", "cannot " + what + " " + path, e);
  }
}
