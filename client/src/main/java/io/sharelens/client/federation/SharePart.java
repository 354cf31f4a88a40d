package io.sharelens.client.federation;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/** One node's share of an update, read piece by piece. */
interface SharePart extends AutoCloseable {
  /** Bytes in all. */
  long bytes();

  /** A fresh array of the {@code n} bytes from {@code at} on. */
  byte[] read(long at, int n);

  @Override
  void close();

  /** A share in memory. */
  static SharePart of(byte[] share) {
    return new SharePart() {
      @Override
      public long bytes() {
        return share.length;
      }

      @Override
      public byte[] read(long at, int n) {
        return Arrays.copyOfRange(share, Math.toIntExact(at), Math.toIntExact(at) + n);
      }

      @Override
      public void close() {}
    };
  }

  /** A share in a file; RESOURCES {@code no-disk} if it cannot be read. */
  static SharePart of(Path file) {
    try {
      // Not a channel: an interrupt would close it and look like a bad disk.
      RandomAccessFile in = new RandomAccessFile(file.toFile(), "r");
      long bytes = in.length();
      return new SharePart() {
        @Override
        public long bytes() {
          return bytes;
        }

        @Override
        public byte[] read(long at, int n) {
          byte[] piece = new byte[n];
          try {
            in.seek(at);
            in.readFully(piece);
            return piece;
          } catch (IOException e) {
            throw unreadable(file, e);
          }
        }

        @Override
        public void close() {
          try {
            in.close();
          } catch (IOException e) {
            throw unreadable(file, e);
          }
        }
      };
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static LensException unreadable(Path file, IOException e) {
    return LensException.resources(
        "no-disk", "the update's share " + file + " cannot be read: " + e, e);
  }
}
