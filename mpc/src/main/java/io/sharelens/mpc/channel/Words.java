package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arrays to little-endian payloads and back by block copy, and dense packing of 7-bit values. All
 * methods work from the buffer's position and move it.
 */
public final class Words {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long SEVEN = 0x7f7f7f7f7f7f7f7fL;

  private Words() {}

  /** An empty payload buffer. */
  public static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A payload of these words, ready to be sent. */
  public static ByteBuffer of(int[] words) {
    ByteBuffer b = buffer(Math.multiplyExact(words.length, Integer.BYTES));
    put(b, words, 0, words.length);
    return b.flip();
  }

  /** A payload of these words, ready to be sent. */
  public static ByteBuffer of(long[] words) {
    ByteBuffer b = buffer(Math.multiplyExact(words.length, Long.BYTES));
    put(b, words, 0, words.length);
    return b.flip();
  }

  /** Appends {@code words[from .. from+count)}. */
  public static void put(ByteBuffer into, int[] words, int from, int count) {
    MemorySegment target = MemorySegment.ofBuffer(into);
    MemorySegment.copy(words, from, target, INT, 0, count);
    into.position(into.position() + count * Integer.BYTES);
  }

  /** Appends {@code words[from .. from+count)}. */
  public static void put(ByteBuffer into, long[] words, int from, int count) {
    MemorySegment target = MemorySegment.ofBuffer(into);
    MemorySegment.copy(words, from, target, LONG, 0, count);
    into.position(into.position() + count * Long.BYTES);
  }

  /** Reads {@code words[from .. from+count)}. */
  public static void get(ByteBuffer source, int[] words, int from, int count) {
    MemorySegment.copy(MemorySegment.ofBuffer(source), INT, 0, words, from, count);
    source.position(source.position() + count * Integer.BYTES);
  }

  /** Reads {@code words[from .. from+count)}. */
  public static void get(ByteBuffer source, long[] words, int from, int count) {
    MemorySegment.copy(MemorySegment.ofBuffer(source), LONG, 0, words, from, count);
    source.position(source.position() + count * Long.BYTES);
  }

  /** Reads the whole array. */
  public static void get(ByteBuffer source, int[] words) {
    get(source, words, 0, words.length);
  }

  /** Reads the whole array. */
  public static void get(ByteBuffer source, long[] words) {
    get(source, words, 0, words.length);
  }

  /** Sends {@code out} and receives {@code in}: one round. The arrays may be the same. */
  public static void exchange(PartyChannel channel, int[] out, int[] in) {
    ByteBuffer b = buffer(Math.multiplyExact(in.length, Integer.BYTES));
    channel.exchange(of(out), b);
    get(b.flip(), in);
  }

  /** Sends {@code out} and receives {@code in}: one round. The arrays may be the same. */
  public static void exchange(PartyChannel channel, long[] out, long[] in) {
    ByteBuffer b = buffer(Math.multiplyExact(in.length, Long.BYTES));
    channel.exchange(of(out), b);
    get(b.flip(), in);
  }

  /** Bytes that {@code n} values of 7 bits take. */
  public static int packed7(int n) {
    return (int) ((7L * n + 7) >>> 3);
  }

  /**
   * Appends {@code values[from .. from+count)}, each 0 to 127, as a stream of 7-bit fields, lowest
   * bit first: {@link #packed7} bytes.
   */
  public static void put7(ByteBuffer into, byte[] values, int from, int count) {
    MemorySegment source = MemorySegment.ofArray(values);
    MemorySegment target = MemorySegment.ofBuffer(into);
    int bytes = packed7(count);
    long seen = 0;
    int i = 0;
    int o = 0;
    // A store of 8 bytes has one byte too many; the next one overwrites it.
    for (; i + 8 <= count && o + 8 <= bytes; i += 8, o += 7) {
      long v = source.get(LONG, from + i);
      seen |= v;
      target.set(LONG, o, Long.compress(v, SEVEN));
    }
    for (; i < count; i += 8) {
      int n = Math.min(8, count - i);
      long v = 0;
      for (int j = 0; j < n; j++) {
        v |= (values[from + i + j] & 0xffL) << (8 * j);
      }
      seen |= v;
      long packed = Long.compress(v, SEVEN);
      for (int j = packed7(n); j > 0; j--, o++, packed >>>= 8) {
        target.set(ValueLayout.JAVA_BYTE, o, (byte) packed);
      }
    }
    if ((seen & ~SEVEN) != 0) {
      throw LensException.internal("not-seven-bits", "a value above 127 cannot be packed");
    }
    into.position(into.position() + bytes);
  }

  /** Reads {@code values[from .. from+count)} as {@link #put7} wrote them. */
  public static void get7(ByteBuffer source, byte[] values, int from, int count) {
    MemorySegment in = MemorySegment.ofBuffer(source);
    MemorySegment target = MemorySegment.ofArray(values);
    int bytes = packed7(count);
    int i = 0;
    int o = 0;
    for (; i + 8 <= count && o + 8 <= bytes; i += 8, o += 7) {
      target.set(LONG, from + i, Long.expand(in.get(LONG, o), SEVEN));
    }
    for (; i < count; i += 8) {
      int n = Math.min(8, count - i);
      int used = packed7(n);
      long packed = 0;
      for (int j = 0; j < used; j++) {
        packed |= (in.get(ValueLayout.JAVA_BYTE, o + j) & 0xffL) << (8 * j);
      }
      o += used;
      long v = Long.expand(packed, SEVEN);
      for (int j = 0; j < n; j++, v >>>= 8) {
        values[from + i + j] = (byte) v;
      }
    }
    source.position(source.position() + bytes);
  }
}
