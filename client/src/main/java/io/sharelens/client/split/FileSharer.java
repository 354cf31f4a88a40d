package io.sharelens.client.split;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Additive sharing of a file's bytes over Z_256 with one share compressed: S1's share is stream
 * {@link Streams#FILE} of the seed, S2's the correction {@code byte - share1}.
 */
public final class FileSharer {
  private FileSharer() {}

  /** S2's share of a whole file; a new array. */
  public static byte[] correction(Seed seed, byte[] file) {
    byte[] share = new byte[file.length];
    new Prg(seed, Streams.FILE).bytes(share);
    for (int i = 0; i < share.length; i++) {
      share[i] = (byte) (file[i] - share[i]);
    }
    return share;
  }

  /** S2's share as a stream, for files that are not held in memory. Closes {@code file}. */
  public static InputStream correction(Seed seed, InputStream file) {
    return new Correction(seed, file);
  }

  private static final class Correction extends FilterInputStream {
    private final Prg prg;
    private final byte[] pad = new byte[8192];

    Correction(Seed seed, InputStream file) {
      super(file);
      prg = new Prg(seed, Streams.FILE);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int n = super.read(to, offset, Math.min(length, pad.length));
      if (n > 0) {
        prg.bytes(pad, 0, n);
        for (int i = 0; i < n; i++) {
          to[offset + i] -= pad[i];
        }
      }
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      // The pad has to move along with the file.
      byte[] sink = new byte[(int) Math.min(n, pad.length)];
      return Math.max(0, read(sink, 0, sink.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
