package io.sharelens.cli.bench;

import io.sharelens.inference.update.UpdateShares;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.spi.federation.UpdateShare;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shared updates of a bench on disk: {@code seed-N} for server 1, {@code correction-N} for server
 * 2. Closing closes what was opened.
 */
final class FederationFiles implements AutoCloseable {
  private final Path folder;
  private final List<FileChannel> open = new ArrayList<>();

  FederationFiles(Path folder) {
    this.folder = folder;
  }

  Path seed(int owner) {
    return folder.resolve("seed-" + owner);
  }

  Path correction(int owner) {
    return folder.resolve("correction-" + owner);
  }

  /** All owners' shares as one server has them. */
  List<UpdateShare> shares(int party, int owners) {
    List<UpdateShare> shares = new ArrayList<>();
    try {
      for (int i = 0; i < owners; i++) {
        if (party == 1) {
          shares.add(UpdateShares.ofSeed(Seed.of(Files.readAllBytes(seed(i)))));
        } else {
          FileChannel channel = FileChannel.open(correction(i));
          open.add(channel);
          shares.add(UpdateShares.ofChannel(channel, "correction " + i));
        }
      }
    } catch (IOException e) {
      throw LensException.resources("read-failed", "an update's share cannot be read: " + e, e);
    }
    return shares;
  }

  @Override
  public void close() {
    for (FileChannel channel : open) {
      try {
        channel.close();
      } catch (IOException e) {
        throw LensException.resources("read-failed", "a file cannot be closed: " + e, e);
      }
    }
  }
}
