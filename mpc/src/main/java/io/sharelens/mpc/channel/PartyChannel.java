package io.sharelens.mpc.channel;

import java.nio.ByteBuffer;

/**
 * A framed, ordered, authenticated stream between two parties of one session. A frame carries
 * session, step and length; a frame that is short, long, repeated or out of order ends the session
 * with a PROTOCOL error on both sides, a missed deadline with a RESOURCES error that names the
 * peer. One thread uses a channel at a time. Payloads are little-endian.
 */
public interface PartyChannel extends AutoCloseable {
  /** 1-based number of this party. */
  int self();

  /** 1-based number of the other party. */
  int peer();

  /** Sends the remaining bytes of {@code payload} as one step. Does not wait for the peer. */
  void send(ByteBuffer payload);

  /** Receives one step that must have exactly {@code into.remaining()} bytes. */
  void receive(ByteBuffer into);

  /**
   * Receives one step whose length the peer chooses.
   *
   * @param limit bytes above which the frame is refused before it is read
   */
  ByteBuffer receive(int limit);

  /** Sends and receives at the same time: one round. Neither side can block the other. */
  void exchange(ByteBuffer out, ByteBuffer in);

  ChannelMeter meter();

  /** Ends the session for the peer too; {@code reason} reaches it as the cause. Idempotent. */
  void abort(String reason);

  @Override
  void close();
}
