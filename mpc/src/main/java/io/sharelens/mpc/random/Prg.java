package io.sharelens.mpc.random;

import io.sharelens.mpc.error.LensException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudo-random generator: AES-128 in counter mode. The stream id is the high half of the counter
 * block, so that streams of one seed never overlap. Output is a function of seed, stream and the
 * number of bytes drawn before, whatever the sizes of the calls. Not thread-safe.
 */
public final class Prg {
  /** Bytes of a block of AES. */
  public static final int CIPHER_BLOCK = 16;

  private static final int BLOCK = 4096;
  private static final byte[] ZEROS = new byte[BLOCK];
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final Cipher cipher;
  private final byte[] buffer = new byte[BLOCK];
  private final MemorySegment source = MemorySegment.ofArray(buffer);
  private final byte[] word = new byte[Long.BYTES];
  private int position = BLOCK;

  /**
   * @param seed key
   * @param stream id; one use of a (seed, stream) pair is one secret
   */
  public Prg(Seed seed, long stream) {
    this(seed, stream, 0);
  }

  private Prg(Seed seed, long stream, long block) {
    byte[] iv = new byte[16];
    MemorySegment counter = MemorySegment.ofArray(iv);
    counter.set(LONG.withOrder(ByteOrder.BIG_ENDIAN), 0, stream);
    counter.set(LONG.withOrder(ByteOrder.BIG_ENDIAN), Long.BYTES, block);
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(seed.bytes(), "AES"), new IvParameterSpec(iv));
    } catch (GeneralSecurityException e) {
      throw LensException.resources("no-aes", "this Java has no AES in counter mode", e);
    }
  }

  /**
   * The same stream from a later place on, so that several threads can share one.
   *
   * @param offset bytes that are passed over; a multiple of {@value #CIPHER_BLOCK}
   */
  public static Prg at(Seed seed, long stream, long offset) {
    if (offset < 0 || offset % CIPHER_BLOCK != 0) {
      throw LensException.internal("bad-offset", "a stream cannot start at byte " + offset);
    }
    return new Prg(seed, stream, offset / CIPHER_BLOCK);
  }

  /** Fills {@code out[from..to)}. */
  public void bytes(byte[] out, int from, int to) {
    while (from < to) {
      if (position == BLOCK) {
        refill();
      }
      int n = Math.min(to - from, BLOCK - position);
      System.arraycopy(buffer, position, out, from, n);
      position += n;
      from += n;
    }
  }

  public void bytes(byte[] out) {
    bytes(out, 0, out.length);
  }

  public void ints(int[] out) {
    ints(out, 0, out.length);
  }

  /** Fills {@code out[from..to)}. */
  public void ints(int[] out, int from, int to) {
    MemorySegment target = MemorySegment.ofArray(out);
    for (int i = from; i < to; ) {
      int n = Math.min(to - i, (BLOCK - position) / Integer.BYTES);
      if (n > 0) {
        MemorySegment.copy(source, INT, position, target, ValueLayout.JAVA_INT, 4L * i, n);
        position += n * Integer.BYTES;
        i += n;
      } else {
        bytes(word, 0, Integer.BYTES);
        out[i++] = MemorySegment.ofArray(word).get(INT, 0);
      }
    }
  }

  public void longs(long[] out) {
    longs(out, 0, out.length);
  }

  /** Fills {@code out[from..to)}. */
  public void longs(long[] out, int from, int to) {
    MemorySegment target = MemorySegment.ofArray(out);
    for (int i = from; i < to; ) {
      int n = Math.min(to - i, (BLOCK - position) / Long.BYTES);
      if (n > 0) {
        MemorySegment.copy(source, LONG, position, target, ValueLayout.JAVA_LONG, 8L * i, n);
        position += n * Long.BYTES;
        i += n;
      } else {
        bytes(word, 0, Long.BYTES);
        out[i++] = MemorySegment.ofArray(word).get(LONG, 0);
      }
    }
  }

  /**
   * A uniform number 0 .. bound-1 from a uniform {@code word}; draws more where the word is one of
   * the few that would favour small numbers.
   */
  public int below(int word, int bound) {
    long product = (word & 0xffffffffL) * bound;
    long threshold = (1L << 32) % bound;
    while ((product & 0xffffffffL) < threshold) {
      int[] again = new int[1];
      ints(again);
      product = (again[0] & 0xffffffffL) * bound;
    }
    return (int) (product >>> 32);
  }

  /**
   * Uniform numbers 0 .. p-1 for a prime p &lt; 128, by rejection: a pair of numbers from each word
   * of 16 bits below the largest multiple of p squared. Here the sizes of the calls do matter: an
   * odd count drops the last pair's second number.
   */
  public void mod(byte[] out, int p) {
    int limit = 65_536 / (p * p) * (p * p);
    long inverse = (1L << 24) / p + 1; // w / p = w * inverse >> 24 for every word w
    int pairs = out.length / 2;
    position += position & 1;
    int i = 0;
    while (i < pairs) {
      if (position == BLOCK) {
        refill();
      }
      // A rejected pair is written and overwritten: a branch would be mispredicted too often.
      int n = Math.min(pairs - i, (BLOCK - position) / 2);
      for (int k = position; k < position + 2 * n; k += 2) {
        int w = (short) SHORT.get(buffer, k) & 0xffff;
        int quotient = (int) (w * inverse >> 24);
        int high = quotient - p * (int) (quotient * inverse >> 24);
        SHORT.set(out, 2 * i, (short) (w - p * quotient | high << 8));
        i += w - limit >>> 31;
      }
      position += 2 * n;
    }
    if ((out.length & 1) == 1) {
      byte[] pair = new byte[2];
      mod(pair, p);
      out[out.length - 1] = pair[0];
    }
  }

  private void refill() {
    try {
      int n = cipher.update(ZEROS, 0, BLOCK, buffer, 0);
      if (n != BLOCK) {
        throw LensException.internal("short-prg", "AES-CTR gave " + n + " bytes");
      }
    } catch (GeneralSecurityException e) {
      throw LensException.resources("no-aes", "AES in counter mode failed", e);
    }
    position = 0;
  }
}
