package io.sharelens.mpc.channel;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;

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

  /**
   * As {@link #send}, but never waits for room, so that parties may send around in a circle before
   * any of them receives. The payload stays untouched until {@link #flush}.
   */
  void post(ByteBuffer payload);

  /** Waits until all that was posted is written; the peer need not have read it. */
  void flush();

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

  /**
   * One round in many frames, so that a long message is made, sent, received and used piece by
   * piece and never held as a whole. Frame {@code i} of the peer must be as long as frame {@code i}
   * of this party. {@code make} and {@code take} run on the caller's thread, each in the order of
   * frames; a frame is taken once at most {@value #UNDER_WAY} bytes more are under way.
   *
   * @param frames number of frames, equal on both sides; with 0 nothing happens
   * @param make gives the payload of a frame; it stays untouched until the call is over
   */
  void exchange(int frames, IntFunction<ByteBuffer> make, FrameTaker take);

  /** Bytes of a streamed round that this party sends before it takes the peer's. */
  int UNDER_WAY = 4 << 20;

  /** Receives the frames of a streamed round. */
  @FunctionalInterface
  interface FrameTaker {
    /**
     * @param frame from 0
     * @param payload the peer's, little-endian, owned by the receiver
     */
    void take(int frame, ByteBuffer payload);
  }

  ChannelMeter meter();

  /** Ends the session for the peer too; {@code reason} reaches it as the cause. Idempotent. */
  void abort(String reason);

  @Override
  void close();
}
