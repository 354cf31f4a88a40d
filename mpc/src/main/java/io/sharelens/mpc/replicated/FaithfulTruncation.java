package io.sharelens.mpc.replicated;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.NarrowWords;
import io.sharelens.mpc.ring.ReplicatedTensor;
import java.nio.ByteBuffer;

/**
 * Arithmetic shift right of |a| &lt; 2^30 by f bits, with an error of 0 or +1 unit, never more. A
 * replicated secret is masked already: parties 1 and 2 know r = x2 + 2^30 and party 3 knows the
 * mask x = -(x1 + x3), with r = a + 2^30 + x. As with a dealer,
 *
 * <pre>a >> f = (r >>> f) - (x >>> f) + (1 - MSB(r)) MSB(x) 2^(32-f) - 2^(30-f).</pre>
 *
 * Party 3 shares s = x >>> f as the parts 1 and 3, of which 1 is drawn and 3 goes to party 2, and
 * MSB(x) modulo 2^f between parties 1 and 2, which multiply their share by the bit that they know
 * and exchange the result under masks that they have in common with party 3.
 *
 * <p>Parties: 3. Adversary: semi-honest, one of them. Party 3 receives nothing; what 1 and 2
 * receive is masked by the stream of the other one and party 3. The low bits of the new part 2 are
 * a function of the old one, which the same two parties hold. Two rounds; 4 + 3 f / 8 bytes an
 * element in all, in groups of 32 elements.
 */
final class FaithfulTruncation {
  private static final int OFFSET = 1 << 30;

  private final ReplicatedParty party;
  private final int f;
  private final int[] shifted = new int[Circle.FRAME];
  private final int[] wrap = new int[Circle.FRAME];
  private final int[] mask = new int[Circle.FRAME];

  private FaithfulTruncation(ReplicatedParty party, int f) {
    this.party = party;
    this.f = f;
  }

  static ReplicatedTensor run(ReplicatedParty party, ReplicatedTensor a, int f) {
    if (f < 0 || f > 30) {
      throw LensException.internal("bad-bits", "a truncation by " + f + " bits");
    }
    if (f == 0 || a.size() == 0) {
      return a;
    }
    int[] own = new int[a.size()];
    int[] next = new int[a.size()];
    FaithfulTruncation t = new FaithfulTruncation(party, f);
    party.round();
    switch (party.self()) {
      case 1 -> t.sum(a.next(), own, next);
      case 2 -> t.sum(a.own(), next, own);
      default -> t.deal(a, own, next);
    }
    return new ReplicatedTensor(a.shape(), own, next);
  }

  /** Party 3. */
  private void deal(ReplicatedTensor a, int[] own, int[] next) {
    party.round();
    int n = own.length;
    int[] x3 = a.own();
    int[] x1 = a.next();
    for (int from = 0; from < n; from += Circle.FRAME) {
      int len = Math.min(n - from, Circle.FRAME);
      drawForFirst(len);
      party.with(2).ints(own, from, from + len);
      int[] third = new int[len];
      split(x1, x3, from, len, f, shifted, wrap, third);
      combine(own, from, third, f, own, from, len);
      combine(mask, 0, shifted, f, next, from, len);
      ByteBuffer out = Words.buffer(len * Integer.BYTES + NarrowWords.bytes(len, f));
      Words.put(out, third, 0, len);
      NarrowWords.pack(wrap, len, f, out);
      party.channel(2).send(out.flip());
    }
  }

  /** What parties 1 and 3 have in common of one frame. */
  private void drawForFirst(int len) {
    var stream = party.with(party.self() == 1 ? ReplicatedParty.PARTIES : 1);
    stream.ints(shifted, 0, len);
    stream.ints(wrap, 0, NarrowWords.padded(len));
    stream.ints(mask, 0, NarrowWords.padded(len));
  }

  /** What party 2 has of one frame. */
  private void readForSecond(int len) {
    ByteBuffer in = Words.buffer(len * Integer.BYTES + NarrowWords.bytes(len, f));
    party.channel(ReplicatedParty.PARTIES).receive(in);
    Words.get(in.flip(), shifted, 0, len);
    NarrowWords.unpack(in, wrap, len, f);
  }

  /**
   * Parties 1 and 2.
   *
   * @param x2 the part that they have in common
   * @param outer receives the new part in common with party 3
   * @param common receives the new part in common with each other
   */
  private void sum(int[] x2, int[] outer, int[] common) {
    int n = x2.length;
    int[] theirs = new int[NarrowWords.padded(Math.min(n, Circle.FRAME))];
    party
        .channel(party.self() == 1 ? 2 : 1)
        .exchange(
            Circle.frames(n),
            frame -> {
              int from = frame * Circle.FRAME;
              int len = Math.min(n - from, Circle.FRAME);
              if (party.self() == 1) {
                drawForFirst(len);
              } else {
                readForSecond(len);
                party.with(ReplicatedParty.PARTIES).ints(mask, 0, len);
              }
              combine(mask, 0, shifted, f, outer, from, len);
              multiply(x2, from, len, f, wrap, mask, common);
              ByteBuffer out = Words.buffer(NarrowWords.bytes(len, f));
              NarrowWords.pack(wrap, len, f, out);
              return out.flip();
            },
            (frame, payload) -> {
              int from = frame * Circle.FRAME;
              int len = Math.min(n - from, Circle.FRAME);
              NarrowWords.unpack(payload, theirs, len, f);
              for (int i = 0; i < len; i++) {
                common[from + i] += theirs[i] << 32 - f;
              }
            });
  }

  /** Party 3: the part of x >>> f that goes to party 2, and what is left of MSB(x). */
  private static void split(
      int[] x1, int[] x3, int from, int len, int f, int[] shifted, int[] wrap, int[] third) {
    for (int i = 0; i < len; i++) {
      int x = -(x1[from + i] + x3[from + i]);
      third[i] = (x >>> f) - shifted[i];
      wrap[i] = (x >>> 31) - wrap[i];
    }
  }

  /** A new part 1 or 3: the mask in the high bits, less the share of x >>> f. */
  private static void combine(
      int[] mask, int at, int[] shifted, int f, int[] part, int from, int len) {
    for (int i = 0; i < len; i++) {
      part[from + i] = (mask[at + i] << 32 - f) - shifted[i];
    }
  }

  /** Parties 1 and 2: {@code wrap} becomes what the other is told. */
  private static void multiply(
      int[] x2, int from, int len, int f, int[] wrap, int[] mask, int[] common) {
    for (int i = 0; i < len; i++) {
      int r = x2[from + i] + OFFSET;
      int u = (wrap[i] & ~(r >> 31)) - mask[i];
      wrap[i] = u;
      common[from + i] = (r >>> f) - (OFFSET >>> f) + (u << 32 - f);
    }
  }
}
