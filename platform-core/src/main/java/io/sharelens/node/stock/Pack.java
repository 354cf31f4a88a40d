package io.sharelens.node.stock;

import io.sharelens.mpc.dealer.Corrections;
import io.sharelens.mpc.dealer.StockUnit;
import io.sharelens.mpc.dealer.UnitLabel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.json.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** One pack's file, checked when it is opened. What of it is used up is not known here. */
final class Pack {
  private final PackHeader header;
  private final Path file;
  private final SecretKey key;
  private final Seed seed;
  private final long first;
  private final long unitBytes;
  private final long start;
  private @Nullable FileChannel channel;
  private volatile boolean damaged;

  private Pack(PackHeader header, Path file, SecretKey key, ByteBuffer facts, long start) {
    this.header = header;
    this.file = file;
    this.key = key;
    byte[] s = new byte[Seed.BYTES];
    facts.order(ByteOrder.LITTLE_ENDIAN).get(s);
    this.seed = Seed.of(s);
    this.first = facts.getLong();
    this.unitBytes = facts.getLong();
    this.start = start;
  }

  /**
   * Opens a pack and checks all but the units' content, which is checked when it is read.
   *
   * @throws LensException RESOURCES {@code stock-damaged} if header, facts or length are not those
   *     that were written
   */
  static Pack open(Path file, StockKey master, int node) {
    try (FileChannel c = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] preamble = PackFormat.readPreamble(c, file);
      SecretKey key = master.derive(preamble);
      ByteBuffer sealed = ByteBuffer.allocate(PackFormat.FACTS + PackFormat.TAG);
      PackFormat.read(c, file, sealed, preamble.length);
      byte[] facts = new byte[PackFormat.FACTS];
      new PackCipher(key, file).open(PackCipher.FACTS, 0, sealed.array(), sealed.limit(), facts);
      PackHeader header = CanonicalJson.read(PackFormat.header(preamble), PackHeader.class);
      long start = preamble.length + sealed.limit();
      Pack pack = new Pack(header, file, key, ByteBuffer.wrap(facts), start);
      long length = start + (node == 1 ? 0 : header.units() * PackFormat.sealed(pack.unitBytes));
      if (header.node() != node || !file.equals(pack.named(file.getParent()))) {
        throw PackFormat.damaged(file, "it belongs to another node or has another's name", null);
      }
      if (c.size() != length) {
        throw PackFormat.damaged(file, "it has " + c.size() + " bytes, not " + length, null);
      }
      return pack;
    } catch (IOException e) {
      throw PackFormat.damaged(file, e.toString(), e);
    }
  }

  private Path named(@Nullable Path folder) {
    return folder == null ? file : PackFormat.file(folder, header.id());
  }

  UUID id() {
    return header.id();
  }

  PackHeader header() {
    return header;
  }

  UnitLabel label() {
    return header.label();
  }

  int units() {
    return header.units();
  }

  /** Bytes of a unit's corrections at server 2; known at server 1 too. */
  long unitBytes() {
    return unitBytes;
  }

  /** Whether a unit's content turned out to be another one than was written. */
  boolean damaged() {
    return damaged;
  }

  /** A unit's material. The pack must stay open while it is read. */
  StockUnit unit(int i) {
    return new StockUnit(
        seed, first + i, header.node() == 1 ? Corrections.NONE : new UnitCorrections(i));
  }

  /** Frees the file handle; a later read opens it again. */
  synchronized void close() {
    FileChannel c = channel;
    channel = null;
    if (c != null) {
      try {
        c.close();
      } catch (IOException e) {
        throw LensException.resources("no-disk", "cannot close " + file, e);
      }
    }
  }

  /** Removes the file; durable when it returns. */
  void delete() {
    close();
    try {
      Files.delete(file);
      PackWriter.forceFolder(file);
    } catch (NoSuchFileException e) {
      // Gone already: then so is its content.
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot remove " + file, e);
    }
  }

  private synchronized FileChannel channel() throws IOException {
    FileChannel c = channel;
    if (c == null) {
      c = FileChannel.open(file, StandardOpenOption.READ);
      channel = c;
    }
    return c;
  }

  /** Opens a unit's chunks one by one, so that many units can be read side by side. */
  private final class UnitCorrections implements Corrections {
    private final int unit;
    private final PackCipher cipher = new PackCipher(key, file);
    private long done;
    private int chunk;

    UnitCorrections(int unit) {
      this.unit = unit;
    }

    @Override
    public ByteBuffer next() {
      int n = (int) Math.min(PackFormat.CHUNK, unitBytes - done);
      if (n == 0) {
        return ByteBuffer.allocate(0);
      }
      long at =
          start
              + unit * PackFormat.sealed(unitBytes)
              + (long) chunk * (PackFormat.CHUNK + PackFormat.TAG);
      byte[] plain = new byte[n];
      try {
        ByteBuffer sealed = ByteBuffer.allocate(n + PackFormat.TAG);
        PackFormat.read(channel(), file, sealed, at);
        cipher.open(unit, chunk, sealed.array(), sealed.limit(), plain);
      } catch (IOException e) {
        throw PackFormat.damaged(file, e.toString(), e);
      } catch (LensException e) {
        damaged = true;
        throw e;
      }
      done += n;
      chunk++;
      return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Whether a file in the stock's folder has a pack's name. */
  static boolean isPack(Path file) {
    return file.getFileName().toString().endsWith(PackFormat.SUFFIX);
  }

  @Override
  public String toString() {
    return "pack " + id() + " of " + header.units() + " x " + label();
  }
}
