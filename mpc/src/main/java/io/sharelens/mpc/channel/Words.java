package io.sharelens.mpc.channel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arrays to little-endian payloads and back by block copy. All methods work from the buffer's
 * position and move it.
 */
public final class Words {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
}
