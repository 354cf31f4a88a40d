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
  private static final long EACH = 0x0101010101010101L;
  private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;
  private static final long TOP = 0x8080808080808080L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private SevenBits() {}

  /** Bytes that {@code count} numbers take. */
  public static int bytes(int count) {
    return Math.toIntExact((7L * count + 7) >>> 3);
  }

  /** Writes {@code values}, all 0 to 127, at the position of {@code out}, which it moves. */
  public static void pack(byte[] values, ByteBuffer out) {
    ByteBuffer view = out.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = out.position() + bytes(values.length);
    int at = out.position();
    int i = 0;
    long seen = 0;
    // Eight bytes are written where seven count, so the last groups go the slow way.
    for (; i + 8 <= values.length && at + 8 <= end; i += 8, at += 7) {
      long eight = (long) LONG.get(values, i);
      seen |= eight;
      view.putLong(at, Long.compress(eight, LOW_SEVEN));
    }
    for (; i < values.length; i += 8) {
      long word = 0;
      for (int j = 0; j < 8 && i + j < values.length; j++) {
        seen |= values[i + j];
        word |= (values[i + j] & 0x7fL) << (7 * j);
      }
      for (int j = 0; j < 7 && at < end; j++) {
        view.put(at++, (byte) (word >>> (8 * j)));
      }
    }
    if ((seen & TOP) != 0) {
      throw LensException.internal("bad-residue", "a number above 127 has more than seven bits");
    }
    out.position(end);
  }

  /**
   * Reads {@code values.length} numbers from the position of {@code in}, which it moves.
   *
   * @param modulus 1 to 128; numbers must be below it, PROTOCOL {@code bad-residue} otherwise
   */
  public static void unpack(ByteBuffer in, byte[] values, int modulus) {
    ByteBuffer view = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = in.position() + bytes(values.length);
    int at = in.position();
    int i = 0;
    // Brings the top bit of every byte that is not below the modulus to 1, without a carry.
    long lift = (128 - modulus) * EACH;
    long bad = 0;
    for (; i + 8 <= values.length && at + 8 <= end; i += 8, at += 7) {
      long eight = Long.expand(view.getLong(at), LOW_SEVEN);
      bad |= eight + lift;
      LONG.set(values, i, eight);
    }
    for (; i < values.length; i += 8) {
      long word = 0;
      for (int j = 0; j < 7 && at < end; j++) {
        word |= (view.get(at++) & 0xffL) << (8 * j);
      }
      for (int j = 0; j < 8 && i + j < values.length; j++) {
        int value = (int) (word >>> (7 * j)) & 0x7f;
        bad |= value + lift;
        values[i + j] = (byte) value;
      }
    }
    in.position(end);
    if ((bad & TOP) != 0) {
      throw LensException.protocol(
          "bad-residue", "a peer sent a number that is not below " + modulus);
    }
  }
}
