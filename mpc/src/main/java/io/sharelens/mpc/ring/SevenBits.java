package io.sharelens.mpc.ring;

import io.sharelens.mpc.error.LensException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Wire form of numbers below 128, elements of a small prime field for one: 7 bits each, eight
 * numbers to seven bytes, lowest first. The last byte's unused bits are 0.
 */
public final class SevenBits {
  private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private SevenBits() {}

  /** Bytes that {@code count} numbers take. */
  public static int bytes(int count) {
    return Math.toIntExact((7L * count + 7) >>> 3);
  }

  /** Writes {@code values} at the position of {@code out}, which it moves. */
  public static void pack(byte[] values, ByteBuffer out) {
    ByteBuffer view = out.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = out.position() + bytes(values.length);
    int at = out.position();
    int i = 0;
    // Eight bytes are written where seven count, so the last groups go the slow way.
    for (; i + 8 <= values.length && at + 8 <= end; i += 8, at += 7) {
      view.putLong(at, Long.compress((long) LONG.get(values, i), LOW_SEVEN));
    }
    for (; i < values.length; i += 8) {
      long word = 0;
      for (int j = 0; j < 8 && i + j < values.length; j++) {
        word |= (values[i + j] & 0x7fL) << (7 * j);
      }
      for (int j = 0; j < 7 && at < end; j++) {
        view.put(at++, (byte) (word >>> (8 * j)));
      }
    }
    out.position(end);
  }

  /**
   * Reads {@code values.length} numbers from the position of {@code in}, which it moves.
   *
   * @param modulus numbers must be below it; PROTOCOL {@code bad-residue} otherwise
   */
  public static void unpack(ByteBuffer in, byte[] values, int modulus) {
    ByteBuffer view = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = in.position() + bytes(values.length);
    int at = in.position();
    int i = 0;
    for (; i + 8 <= values.length && at + 8 <= end; i += 8, at += 7) {
      LONG.set(values, i, Long.expand(view.getLong(at), LOW_SEVEN));
    }
    for (; i < values.length; i += 8) {
      long word = 0;
      for (int j = 0; j < 7 && at < end; j++) {
        word |= (view.get(at++) & 0xffL) << (8 * j);
      }
      for (int j = 0; j < 8 && i + j < values.length; j++) {
        values[i + j] = (byte) (word >>> (7 * j) & 0x7f);
      }
    }
    in.position(end);
    int largest = 0;
    for (byte v : values) {
      largest = Math.max(largest, v);
    }
    if (largest >= modulus) {
      throw LensException.protocol(
          "bad-residue", "a peer sent " + largest + " where numbers are below " + modulus);
    }
  }
}
