package io.sharelens.plugins.threemul;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.kernel.Z67;
import io.sharelens.mpc.ring.SevenBits;
import java.nio.ByteBuffer;

/**
 * Messages between the two servers, each a plain concatenation: words of 4 bytes, residues of 7
 * bits, bits eight to a byte. Every method is one round.
 */
final class Wire {
  private final PartyChannel channel;

  Wire(PartyChannel channel) {
    this.channel = channel;
  }

  /**
   * Exchanges the shares {@code mine}, and opens {@code alongside} in place.
   *
   * @return the peer's shares
   */
  int[] words(int[] mine, int[] alongside) {
    int bytes = Integer.BYTES * (mine.length + alongside.length);
    ByteBuffer out = Words.buffer(bytes);
    Words.put(out, mine, 0, mine.length);
    Words.put(out, alongside, 0, alongside.length);
    ByteBuffer in = exchange(out, bytes);
    int[] theirs = new int[mine.length];
    Words.get(in, theirs);
    int[] more = new int[alongside.length];
    Words.get(in, more);
    for (int i = 0; i < more.length; i++) {
      alongside[i] += more[i];
    }
    return theirs;
  }

  /** Opens residues modulo 67 in place. */
  void residues(byte[] shares) {
    int bytes = SevenBits.bytes(shares.length);
    ByteBuffer out = Words.buffer(bytes);
    SevenBits.pack(shares, out);
    ByteBuffer in = exchange(out, bytes);
    byte[] theirs = new byte[shares.length];
    SevenBits.unpack(in, theirs, Z67.P);
    Planes.get().add(shares, theirs);
  }

  /** Opens words and as many bits, both in place. */
  void wordsAndBits(int[] words, long[] bits) {
    int n = words.length;
    int bitBytes = (n + 7) >>> 3;
    int bytes = Integer.BYTES * n + bitBytes;
    ByteBuffer out = Words.buffer(bytes);
    Words.put(out, words, 0, n);
    if ((n & 63) != 0) {
      bits[n >>> 6] &= (1L << n) - 1; // what lies above the last bit is nobody's business
    }
    for (int i = 0; i < bitBytes; i++) {
      out.put((byte) (bits[i >>> 3] >>> ((i & 7) << 3)));
    }
    ByteBuffer in = exchange(out, bytes);
    int[] theirs = new int[n];
    Words.get(in, theirs);
    for (int i = 0; i < n; i++) {
      words[i] += theirs[i];
    }
    for (int i = 0; i < bitBytes; i++) {
      bits[i >>> 3] ^= (in.get() & 0xffL) << ((i & 7) << 3);
    }
  }

  private ByteBuffer exchange(ByteBuffer out, int bytes) {
    ByteBuffer in = Words.buffer(bytes);
    channel.exchange(out.flip(), in);
    return in.flip();
  }
}
