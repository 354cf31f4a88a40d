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
 * @param modulus of residues, else 0
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
    BITS
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

  /** Bytes on the wire. */
  public int bytes() {
    return switch (kind) {
      case WORDS -> Integer.BYTES * count;
      case RESIDUES -> SevenBits.bytes(count);
      case BITS -> (count + 7) >>> 3;
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
    }
    return values;
  }

  /** {@code a + b} in the group in which the values are shared. */
  int plus(int a, int b) {
    return switch (kind) {
      case WORDS -> a + b;
      case RESIDUES -> (a + b) % modulus;
      case BITS -> a ^ b;
    };
  }

  /** {@code a - b} in that group. */
  int minus(int a, int b) {
    return switch (kind) {
      case WORDS -> a - b;
      case RESIDUES -> (a - b + modulus) % modulus;
      case BITS -> a ^ b;
    };
  }
}
