package io.sharelens.mpc.replicated;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * Messages around the circle: in one round every party sends to the party before it and receives
 * from the party after it. All parties call the same methods, with the same sizes.
 */
public final class Circle {
  /** Words of a frame, so that computing, sending and receiving overlap in long rounds. */
  public static final int FRAME = 1 << 16;

  private final ReplicatedParty party;
  private final PartyChannel toNext;
  private final PartyChannel toPrevious;

  Circle(ReplicatedParty party, PartyChannel toNext, PartyChannel toPrevious) {
    this.party = party;
    this.toNext = toNext;
    this.toPrevious = toPrevious;
  }

  /** Frames of {@link #FRAME} elements that {@code n} elements take. */
  public static int frames(int n) {
    return (int) ((n + (long) FRAME - 1) / FRAME);
  }

  /** One round: {@code out} goes to the previous party, {@code in} is filled by the next. */
  public void pass(ByteBuffer out, ByteBuffer in) {
    party.round();
    toPrevious.post(out);
    toNext.receive(in);
    toPrevious.flush();
  }

  /** The next party's words, for as many of this party's; one round, none for nothing. */
  public int[] pass(int[] mine) {
    int[] theirs = new int[mine.length];
    pass(
        frames(mine.length),
        i -> frame(mine, i * FRAME, Math.min(mine.length, (i + 1) * FRAME)),
        (i, payload) -> Words.get(payload, theirs, i * FRAME, payload.remaining() >> 2));
    return theirs;
  }

  /** The next party's words, for as many of this party's; one round, none for nothing. */
  public long[] pass(long[] mine) {
    long[] theirs = new long[mine.length];
    if (mine.length > 0) {
      ByteBuffer in = Words.buffer(Math.multiplyExact(mine.length, Long.BYTES));
      pass(Words.of(mine), in);
      Words.get(in.flip(), theirs);
    }
    return theirs;
  }

  /**
   * One round in many frames, made, sent, received and used piece by piece. Frame {@code i} of the
   * next party is as long as this party's.
   *
   * @param frames equal at all parties; with 0 nothing happens
   * @param make gives the payload of a frame, in ascending order; it is not touched afterwards
   * @param take gets the next party's, in ascending order
   */
  public void pass(int frames, IntFunction<ByteBuffer> make, PartyChannel.FrameTaker take) {
    if (frames == 0) {
      return;
    }
    party.round();
    int[] lengths = new int[frames];
    long underWay = 0;
    int taken = 0;
    for (int i = 0; i < frames; i++) {
      ByteBuffer out = make.apply(i);
      lengths[i] = out.remaining();
      underWay += lengths[i];
      toPrevious.post(out);
      while (underWay > PartyChannel.UNDER_WAY && taken < i) {
        underWay -= lengths[taken];
        take(taken, lengths[taken], take);
        taken++;
      }
    }
    for (; taken < frames; taken++) {
      take(taken, lengths[taken], take);
    }
    toPrevious.flush();
  }

  private void take(int frame, int length, PartyChannel.FrameTaker taker) {
    ByteBuffer in = Words.buffer(length);
    toNext.receive(in);
    taker.take(frame, in.flip());
  }

  /** A payload of {@code words[from .. to)}. */
  static ByteBuffer frame(int[] words, int from, int to) {
    ByteBuffer b = Words.buffer((to - from) * Integer.BYTES);
    Words.put(b, words, from, to - from);
    return b.flip();
  }
}
