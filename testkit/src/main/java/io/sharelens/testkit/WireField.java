package io.sharelens.testkit;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.ring.SevenBits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A part of a message between the servers, as a protocol's test describes it. Both servers send
 * shares of the same shape, and their sum is opened.
 *
 * @param kind how values lie on the wire
 * @param count values
 * @param modulus of residues, 2^k of planes (0 for 2^32), else 0
 * @param halfZero whether the opened residue is 0 with probability 1/2 and else uniform, rather
 *     than uniform
 */
public record WireField(Kind kind, int count, int modulus, boolean halfZero) {
  /** Encodings. */
  public enum Kind {
    /** Little-endian words of 32 bits, sums modulo 2^32. */
    WORDS,
    /** Seven bits each, sums modulo a prime. */
    RESIDUES,
    /** Eight to a byte, lowest first, sums modulo 2. */
    BITS,
    /** Bytes whose sums are taken bit by bit: anything masked in a ring of a power of two. */
    BYTES,
    /**
     * Numbers of k bits, bit-sliced: k planes of words, in which bit j of word l belongs to number
     * {@code j L + l} of 32 L; sums modulo 2^k.
     */
    PLANES
  }

  public static WireField words(int count) {
    return new WireField(Kind.WORDS, count, 0, false);
  }

  public static WireField residues(int count, int modulus) {
    return new WireField(Kind.RESIDUES, count, modulus, false);
  }

  public static WireField residuesHalfZero(int count, int modulus) {
    return new WireField(Kind.RESIDUES, count, modulus, true);
  }

  public static WireField bits(int count) {
    return new WireField(Kind.BITS, count, 0, false);
  }

  public static WireField bytes(int count) {
    return new WireField(Kind.BYTES, count, 0, false);
  }

  /**
   * @param count values, a multiple of 32
   */
  public static WireField planes(int count, int bits) {
    return new WireField(Kind.PLANES, count, bits == 32 ? 0 : 1 << bits, false);
  }

  /** Bits of a number in planes. */
  int bits() {
    return modulus == 0 ? 32 : Integer.numberOfTrailingZeros(modulus);
  }

  /** Bytes on the wire. */
  public int bytes() {
    return switch (kind) {
      case WORDS -> Integer.BYTES * count;
      case RESIDUES -> SevenBits.bytes(count);
      case BITS -> (count + 7) >>> 3;
      case BYTES -> count;
      case PLANES -> count / 8 * bits();
    };
  }

  /** Takes the values from the front of {@code message}. */
  int[] decode(ByteBuffer message) {
    message.order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[count];
    switch (kind) {
      case WORDS -> Words.get(message, values);
      case RESIDUES -> {
        byte[] residues = new byte[count];
        SevenBits.unpack(message, residues, 128);
        for (int i = 0; i < count; i++) {
          values[i] = residues[i];
        }
      }
      case BITS -> {
        int from = message.position();
        for (int i = 0; i < count; i++) {
          values[i] = message.get(from + (i >>> 3)) >>> (i & 7) & 1;
        }
        message.position(from + bytes());
      }
      case BYTES -> {
        for (int i = 0; i < count; i++) {
          values[i] = message.get() & 0xff;
        }
      }
      case PLANES -> {
        int lanes = count / 32;
        for (int p = 0; p < bits(); p++) {
          for (int l = 0; l < lanes; l++) {
            int word = message.getInt();
            for (int j = 0; j < 32; j++) {
              values[j * lanes + l] |= (word >>> j & 1) << p;
            }
          }
        }
      }
    }
    return values;
  }

  /** {@code a + b} in the group in which the values are shared. */
  int plus(int a, int b) {
    return switch (kind) {
      case WORDS -> a + b;
      case RESIDUES -> (a + b) % modulus;
      case BITS, BYTES -> a ^ b;
      case PLANES -> a + b & modulus - 1;
    };
  }

  /** {@code a - b} in that group. */
  int minus(int a, int b) {
    return switch (kind) {
      case WORDS -> a - b;
      case RESIDUES -> (a - b + modulus) % modulus;
      case BITS, BYTES -> a ^ b;
      case PLANES -> a - b & modulus - 1;
    };
  }
}
