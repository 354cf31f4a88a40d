package io.sharelens.owner.federation;

import io.sharelens.client.split.UpdateSharer;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/**
 * Shares an update: node 1's part is a seed, node 2's the correction in a file, words
 * little-endian. One pass, {@value #THREADS} threads with one block each, and SHA-256 on the way.
 * The file is not forced to disk: what a power failure leaves of it does not have the digest.
 */
public final class UpdateSpool {
  private static final int THREADS = 2;

  private UpdateSpool() {}

  /**
   * Digests for the plan of an upload.
   *
   * @param words of the update
   * @param seedSha256 lower-case hex
   * @param correctionSha256 lower-case hex
   */
  public record Digests(long words, String seedSha256, String correctionSha256) {}

  /** Where blocks of the correction go; called by several threads, in no order. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param position of the first byte in the correction
     */
    void write(long position, ByteBuffer bytes) throws IOException;
  }

  /**
   * Writes the correction to a new file.
   *
   * @param seed fresh; never used for another update, or for this one a second time with other
   *     noise
   * @throws LensException RESOURCES {@code no-disk} if the file cannot be written
   */
  public static Digests write(UpdateEncoder update, Seed seed, Path file) {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      return share(
          update,
          seed,
          (position, bytes) -> {
            long at = position;
            while (bytes.hasRemaining()) {
              at += out.write(bytes, at);
            }
          });
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be written: " + e, e);
    }
  }

  /** Shares an update into any sink. */
  public static Digests share(UpdateEncoder update, Seed seed, Sink sink) throws IOException {
    UpdateSharer sharer = new UpdateSharer(seed);
    OrderedDigest digest = new OrderedDigest();
    new Blocks(THREADS)
        .run(
            update.blocks(),
            () -> {
              int[][] pair = {new int[0], new int[0]};
              return block -> {
                int n = update.length(block);
                if (pair[0].length != n) {
                  pair[0] = new int[n];
                  pair[1] = new int[n];
                }
                update.encode(block, pair[0]);
                sharer.correct(update.start(block), pair[0], pair[1]);
                ByteBuffer bytes = Words.of(pair[0]);
                sink.write(update.start(block) * Integer.BYTES, bytes.duplicate());
                digest.update(block, bytes);
              };
            },
            digest::stop);
    return new Digests(
        update.layout().words(),
        HexFormat.of().formatHex(OrderedDigest.sha256().digest(seed.bytes())),
        digest.hex());
  }
}
