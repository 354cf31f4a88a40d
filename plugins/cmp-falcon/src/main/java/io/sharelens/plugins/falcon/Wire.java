package io.sharelens.plugins.falcon;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.kernel.Z67;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.SevenBits;
import java.nio.ByteBuffer;

/** Messages among the three parties, round by round. A payload is a plain concatenation. */
final class Wire {
  private final ReplicatedParty party;
  private final PartyChannel next;
  private final PartyChannel previous;

  Wire(ReplicatedParty party) {
    this.party = party;
    this.next = party.channel(party.next());
    this.previous = party.channel(party.previous());
  }

  ReplicatedParty party() {
    return party;
  }

  /**
   * One round of all parties. What is to be sent is taken from the start of a buffer to its
   * position; what comes fills a buffer, which is ready to be read. An empty message is not sent,
   * nor waited for.
   */
  void round(ByteBuffer toNext, ByteBuffer toPrevious, ByteBuffer fromNext, ByteBuffer fromPrev) {
    party.round();
    post(previous, toPrevious);
    post(next, toNext);
    receive(next, fromNext);
    receive(previous, fromPrev);
    previous.flush();
    next.flush();
  }

  private static void post(PartyChannel channel, ByteBuffer out) {
    if (out.flip().hasRemaining()) {
      channel.post(out);
    }
  }

  private static void receive(PartyChannel channel, ByteBuffer in) {
    if (in.hasRemaining()) {
      channel.receive(in);
    }
    in.flip();
  }

  /** One round in which each party's message goes to the one before it. */
  ByteBuffer pass(ByteBuffer out) {
    ByteBuffer in = Words.buffer(out.position());
    round(none(), out, in, none());
    return in;
  }

  /** Passes on residues: this party's new first parts; the next party's are its second parts. */
  byte[] pass(byte[] own) {
    ByteBuffer out = Words.buffer(SevenBits.bytes(own.length));
    SevenBits.pack(own, out);
    return residues(pass(out), own.length);
  }

  /** Passes on packed bits, likewise. */
  long[] pass(long[] own) {
    ByteBuffer out = Words.buffer(Long.BYTES * own.length);
    Words.put(out, own, 0, own.length);
    long[] theirs = new long[own.length];
    Words.get(pass(out), theirs);
    return theirs;
  }

  /** Reads residues; a peer that sends another number ends the session. */
  static byte[] residues(ByteBuffer in, int count) {
    byte[] values = new byte[count];
    SevenBits.unpack(in, values, Z67.P);
    return values;
  }

  static ByteBuffer none() {
    return Words.buffer(0);
  }
}
