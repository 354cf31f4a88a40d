package io.sharelens.node.round.sum;

import io.sharelens.inference.update.UpdateShares;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.round.intake.UpdateFiles;
import io.sharelens.node.store.UpdateRow;
import io.sharelens.spi.federation.UpdateShare;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** This node's share of an update as it lies on disk: a seed at node 1, a correction at node 2. */
final class KeptShare implements ReadableByteChannel {
  private final FileChannel file;
  private final UpdateRow row;
  private final CRC32C crc = new CRC32C();
  private long left;

  private KeptShare(FileChannel file, UpdateRow row) {
    this.file = file;
    this.row = row;
    this.left = row.bytes();
  }

  /**
   * Opens a share.
   *
   * @param open takes what has to be closed after the session
   * @throws LensException RESOURCES {@code update-gone} if its bytes are not kept any more
   */
  static UpdateShare open(UpdateFiles files, UpdateRow row, java.util.List<AutoCloseable> open) {
    String name = row.file();
    if (name == null) {
      throw LensException.protocol(
          "update-gone", "the share of attempt " + row.attempt() + " is not kept any more");
    }
    try {
      if (row.bytes() == Seed.BYTES) {
        return UpdateShares.ofSeed(Seed.of(Files.readAllBytes(files.path(name))));
      }
      KeptShare share =
          new KeptShare(FileChannel.open(files.path(name), StandardOpenOption.READ), row);
      open.add(share);
      return UpdateShares.ofChannel(share, name);
    } catch (IOException e) {
      throw LensException.resources("update-io", "cannot read " + name, e);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    ByteBuffer fresh = into.duplicate();
    int n = file.read(into);
    if (n > 0) {
      crc.update(fresh.limit(fresh.position() + n));
      left -= n;
      Long known = row.crc();
      if (left == 0 && known != null && known != crc.getValue()) {
        throw LensException.internal(
            "share-damaged", row.file() + " is not what was verified when it came");
      }
    }
    return n;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
