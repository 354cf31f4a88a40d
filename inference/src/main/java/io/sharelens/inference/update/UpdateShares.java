package io.sharelens.inference.update;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.spi.federation.UpdateShare;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/** The two forms that a node's share of an update has. */
public final class UpdateShares {
  private UpdateShares() {}

  /** Node 1's share: the words that a seed stands for. */
  public static UpdateShare ofSeed(Seed seed) {
    return new Prg(seed, UpdateLayout.STREAM)::ints;
  }

  /**
   * Node 2's share: the correction, little-endian words from the channel's position on. The caller
   * closes the channel.
   *
   * @param name of the file, for errors; one that is too short or cannot be read is RESOURCES
   *     {@code update-unreadable}
   */
  public static UpdateShare ofChannel(ReadableByteChannel channel, String name) {
    return new ChannelShare(channel, name);
  }

  private static final class ChannelShare implements UpdateShare {
    private final ReadableByteChannel channel;
    private final String name;
    // Direct: the channel would copy through a buffer of that kind anyway.
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);

    ChannelShare(ReadableByteChannel channel, String name) {
      this.channel = channel;
      this.name = name;
    }

    @Override
    public void read(int[] out) {
      for (int done = 0; done < out.length; ) {
        int n = Math.min(out.length - done, buffer.capacity() / Integer.BYTES);
        buffer.clear().limit(n * Integer.BYTES);
        fill();
        buffer.flip().asIntBuffer().get(out, done, n);
        done += n;
      }
    }

    private void fill() {
      try {
        while (buffer.hasRemaining()) {
          if (channel.read(buffer) < 0) {
            throw LensException.resources("update-unreadable", name + " is too short", null);
          }
        }
      } catch (IOException e) {
        throw LensException.resources("update-unreadable", "cannot read " + name, e);
      }
    }
  }
}
