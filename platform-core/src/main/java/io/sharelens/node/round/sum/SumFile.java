package io.sharelens.node.round.sum;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.spi.federation.Aggregator.SumSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes opened words to a file, little-endian, and hashes them. */
final class SumFile implements SumSink, AutoCloseable {
  private static final int WORDS = 1 << 14;

  private final OutputStream out;
  private final Path file;
  private final MessageDigest sha256 = CanonicalJson.newSha256();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(Integer.BYTES * WORDS).order(ByteOrder.LITTLE_ENDIAN);
  private long words;
  private int last;

  SumFile(Path file) {
    this.file = file;
    try {
      this.out = Files.newOutputStream(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void accept(long from, int[] opened) {
    if (from != words) {
      throw LensException.internal(
          "sum-out-of-order", "word " + from + " was opened when it was the turn of " + words);
    }
    for (int at = 0; at < opened.length; at += WORDS) {
      int n = Math.min(WORDS, opened.length - at);
      buffer.clear();
      buffer.asIntBuffer().put(opened, at, n);
      try {
        out.write(buffer.array(), 0, Integer.BYTES * n);
      } catch (IOException e) {
        throw failed(e);
      }
      sha256.update(buffer.array(), 0, Integer.BYTES * n);
    }
    words += opened.length;
    last = opened.length == 0 ? last : opened[opened.length - 1];
  }

  /** How many words came. */
  long words() {
    return words;
  }

  /** The last word, which is the loss. */
  int last() {
    return last;
  }

  /** Hash of all that came; the file is complete after this. */
  String finish() {
    close();
    return HexFormat.of().formatHex(sha256.digest());
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private LensException failed(IOException e) {
    return LensException.resources("update-io", "cannot write " + file, e);
  }
}
