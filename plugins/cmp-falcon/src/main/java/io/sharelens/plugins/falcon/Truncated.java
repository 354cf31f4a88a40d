package io.sharelens.plugins.falcon;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.nio.ByteBuffer;

/**
 * Shares of {@code a >> f}, exact or one unit too large, that are right modulo 2^32 where a is not
 * negative, and right modulo 2^(32-f) everywhere: so the comparison that follows needs 32 - f bits.
 *
 * <p>With y = a1 + a2, which party 1 knows, and z = a3, which the others know: {@code a >> f = (y
 * >> f) + (z >> f) + 1 - w 2^(32-f)}, where w = MSB(y) or MSB(z) is the wrap of y + z for a >= 0.
 * Party 1 shares y >> f with one word, which travels beside the comparison's first message. {@code
 * 1 - w} is a product of what party 1 and what the others know: f bits beside the first message, f
 * bits each way between parties 2 and 3 beside the comparison's last.
 */
final class Truncated implements Aside {
  private final ReplicatedParty party;
  private final int f;
  private final int ring;
  private final int carry;
  private final int[] own;
  private final int[] next;

  /** Party 1's masked factor, at parties 1 and 2; party 3's pad. */
  private final int[] factor;

  /** a3, at parties 2 and 3. */
  private final int[] z;

  /** This party's share of what is to be exchanged, at parties 2 and 3. */
  private int[] rest = {};

  /**
   * @param aOwn this party's first part of a, {@code aNext} its second
   * @param f bits to cut off, 1 to 30
   */
  static Truncated of(ReplicatedParty party, int f, int[] aOwn, int[] aNext) {
    return new Truncated(party, f, 1, aOwn, aNext);
  }

  /**
   * What {@link Narrow} made, brought back from 32 - f to 32 bits: it is what was cut off f bits of
   * its 2^f-fold, in which no low bits are lost.
   */
  static Truncated lifted(ReplicatedParty party, int f, int[] own, int[] next) {
    return new Truncated(party, f, 0, Narrow.shifted(own, f), Narrow.shifted(next, f));
  }

  private Truncated(ReplicatedParty party, int f, int carry, int[] aOwn, int[] aNext) {
    this.party = party;
    this.f = f;
    this.ring = 32 - f;
    this.carry = carry;
    int n = aOwn.length;
    own = new int[n];
    next = new int[n];
    factor = new int[n];
    z = party.self() == 2 ? aNext : aOwn;
    int[] fresh = new int[n];
    switch (party.self()) {
      case 1 -> {
        draw(party.previous(), own, factor, fresh);
        for (int i = 0; i < n; i++) {
          int y = aOwn[i] + aNext[i];
          next[i] = (y >>> f) - own[i];
          factor[i] = (~y >>> 31) - factor[i];
          own[i] += (fresh[i] << ring) - (1 << ring);
        }
      }
      case 2 -> high(next);
      default -> {
        draw(party.next(), next, factor, fresh);
        high(own);
        rest = new int[n];
        for (int i = 0; i < n; i++) {
          rest[i] = (z[i] < 0 ? 0 : factor[i]) - fresh[i];
          next[i] += (fresh[i] << ring) - (1 << ring);
        }
      }
    }
  }

  private void draw(int other, int[]... arrays) {
    Prg prg = party.with(other);
    for (int[] a : arrays) {
      prg.ints(a);
    }
  }

  private void high(int[] to) {
    for (int i = 0; i < z.length; i++) {
      to[i] = (z[i] >>> f) + carry;
    }
  }

  /** This party's second part; final only when the comparison is over. */
  int[] next() {
    return next;
  }

  /** This party's first part, likewise. */
  int[] own() {
    return own;
  }

  /** Bits of the ring in which the sign is right. */
  int ring() {
    return ring;
  }

  /**
   * The comparison's first round, with the word and the factor of party 1 beside it.
   *
   * @param opened what goes to the previous party
   * @return what the next party sent
   */
  long[] first(Wire wire, long[] opened) {
    int beside = own.length * Integer.BYTES + planeBytes();
    ByteBuffer toPrevious = Words.buffer(opened.length * Long.BYTES);
    Words.put(toPrevious, opened, 0, opened.length);
    ByteBuffer fromNext = Words.buffer(toPrevious.capacity());
    ByteBuffer toNext = Words.buffer(party.self() == 1 ? beside : 0);
    ByteBuffer fromPrevious = Words.buffer(party.self() == 2 ? beside : 0);
    if (party.self() == 1) {
      writeFirst(toNext);
    }
    wire.round(toNext, toPrevious, fromNext, fromPrevious);
    if (party.self() == 2) {
      readFirst(fromPrevious);
    }
    long[] third = new long[opened.length];
    Words.get(fromNext, third);
    return third;
  }

  private int planeBytes() {
    return own.length / 8 * f;
  }

  private void writeFirst(ByteBuffer toNext) {
    Words.put(toNext, next, 0, next.length);
    put(toNext, factor);
    drawSecond(next);
  }

  private void readFirst(ByteBuffer fromPrevious) {
    Words.get(fromPrevious, own);
    int[] masked = get(fromPrevious);
    rest = new int[own.length];
    int[] fresh = new int[own.length];
    party.with(party.previous()).ints(fresh);
    for (int i = 0; i < rest.length; i++) {
      rest[i] = (z[i] < 0 ? 0 : masked[i]) - fresh[i];
      own[i] += fresh[i] << ring;
    }
  }

  /** Party 1 takes the fresh part that it has in common with party 2. */
  private void drawSecond(int[] part) {
    int[] fresh = new int[part.length];
    party.with(party.next()).ints(fresh);
    for (int i = 0; i < part.length; i++) {
      part[i] += fresh[i] << ring;
    }
  }

  @Override
  public int withNext() {
    return party.self() == 2 ? planeBytes() : 0;
  }

  @Override
  public int withPrevious() {
    return party.self() == 3 ? planeBytes() : 0;
  }

  @Override
  public void write(ByteBuffer toNext, ByteBuffer toPrevious) {
    if (party.self() != 1) {
      put(party.self() == 2 ? toNext : toPrevious, rest);
    }
  }

  @Override
  public void read(ByteBuffer fromNext, ByteBuffer fromPrevious) {
    if (party.self() != 1) {
      int[] common = party.self() == 2 ? next : own;
      int[] theirs = get(party.self() == 2 ? fromNext : fromPrevious);
      for (int i = 0; i < common.length; i++) {
        common[i] += rest[i] + theirs[i] << ring;
      }
    }
  }

  private void put(ByteBuffer out, int[] words) {
    long[] planes = BitMatrix.planes(words, f);
    Words.put(out, planes, 0, planes.length);
  }

  private int[] get(ByteBuffer in) {
    long[] planes = new long[own.length / 64 * f];
    Words.get(in, planes);
    return BitMatrix.words(planes, f);
  }
}
