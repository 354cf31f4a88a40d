package io.sharelens.plugins.falcon;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.nio.ByteBuffer;

/**
 * Shares of {@code a >> f} modulo 2^(32-f), exact or one unit too large: {@link Truncated} without
 * what makes them right modulo 2^32. One round, 32 - f bits from party 1 to party 2.
 */
final class Narrow {
  private Narrow() {}

  /**
   * @param own this party's first part of a, replaced by that of the result
   * @param next its second, likewise
   */
  static void run(Wire wire, int f, int[] own, int[] next) {
    ReplicatedParty party = wire.party();
    int ring = Integer.SIZE - f;
    int n = own.length;
    ByteBuffer toNext = Words.buffer(party.self() == 1 ? n / 8 * ring : 0);
    ByteBuffer fromPrevious = Words.buffer(party.self() == 2 ? n / 8 * ring : 0);
    switch (party.self()) {
      case 1 -> {
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
          y[i] = own[i] + next[i] >>> f;
        }
        party.with(party.previous()).ints(own);
        for (int i = 0; i < n; i++) {
          next[i] = y[i] - own[i];
        }
        long[] planes = BitMatrix.planes(next, ring);
        Words.put(toNext, planes, 0, planes.length);
      }
      case 2 -> cut(next, f);
      default -> {
        cut(own, f);
        party.with(party.next()).ints(next);
      }
    }
    wire.round(toNext, Wire.none(), Wire.none(), fromPrevious);
    if (party.self() == 2) {
      long[] planes = new long[n / 64 * ring];
      Words.get(fromPrevious, planes);
      System.arraycopy(BitMatrix.words(planes, ring), 0, own, 0, n);
    }
  }

  private static void cut(int[] z, int f) {
    for (int i = 0; i < z.length; i++) {
      z[i] = (z[i] >>> f) + 1;
    }
  }

  static int[] shifted(int[] words, int f) {
    int[] shifted = new int[words.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = words[i] << f;
    }
    return shifted;
  }
}
