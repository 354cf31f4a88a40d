package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What all party channels have in common: steps, checks of every frame, the meter, and the rule
 * that the first error ends the session on both sides and is what every later call reports. A
 * transport moves frames and nothing else.
 */
abstract class FramedChannel implements PartyChannel {
  /** Rounds of posts that a peer in a circle may not have read yet. */
  private static final long POSTS_UNREAD = 4;

  private final int self;
  private final int peer;
  private final long tag;
  private final ChannelMeter meter = new ChannelMeter();
  private final AtomicReference<@Nullable LensException> ended = new AtomicReference<>();
  private long posted;
  private long nextOut;
  private long nextIn;

  FramedChannel(int self, int peer, long tag) {
    this.self = self;
    this.peer = peer;
    this.tag = tag;
  }

  /** Moves one frame; may wait for room, but not for the peer to read this very frame. */
  abstract void write(FrameHeader header, ByteBuffer payload);

  /** Waits for the next frame's head. */
  abstract FrameHeader awaitHeader();

  /** Reads the payload of the frame whose head came last; {@code into} has exactly its length. */
  abstract void readPayload(ByteBuffer into);

  /** Tells the peer, as far as possible, and frees the transport. Called once, from any thread. */
  abstract void shut(FrameHeader last, ByteBuffer payload);

  @Override
  public final int self() {
    return self;
  }

  @Override
  public final int peer() {
    return peer;
  }

  @Override
  public final ChannelMeter meter() {
    return meter;
  }

  @Override
  public final void send(ByteBuffer payload) {
    flushPosted();
    FrameHeader header = nextHeader(payload);
    guard(() -> write(header, payload));
  }

  @Override
  public final void post(ByteBuffer payload) {
    FrameHeader header = nextHeader(payload);
    posted += payload.remaining() + FrameHeader.BYTES;
    // In a circle of three a peer may be this far behind with reading.
    long unread = POSTS_UNREAD * posted;
    guard(() -> writeBeside(header, payload, unread));
  }

  @Override
  public final void flush() {
    posted = 0;
    checkOpen();
    guard(this::awaitWritten);
  }

  @Override
  public final void receive(ByteBuffer into) {
    checkOpen();
    guard(
        () -> {
          FrameHeader h = nextFrame();
          int expected = into.remaining();
          if (h.length() != expected) {
            String code = h.length() < expected ? "frame-short" : "frame-long";
            throw violation(code, h.length() + " bytes where " + expected + " belong", h);
          }
          readPayload(into);
        });
  }

  @Override
  public final ByteBuffer receive(int limit) {
    checkOpen();
    ByteBuffer[] result = new ByteBuffer[1];
    guard(
        () -> {
          FrameHeader h = nextFrame();
          if (h.length() > limit) {
            throw violation("frame-long", h.length() + " bytes, at most " + limit + " may come", h);
          }
          ByteBuffer b = ByteBuffer.allocate(h.length()).order(ByteOrder.LITTLE_ENDIAN);
          readPayload(b);
          result[0] = b.flip();
        });
    return result[0];
  }

  @Override
  public final void exchange(ByteBuffer out, ByteBuffer in) {
    flushPosted();
    meter.round();
    FrameHeader header = nextHeader(out);
    guard(() -> writeBeside(header, out, out.remaining()));
    receive(in);
    guard(this::awaitWritten);
  }

  @Override
  public final void exchange(int frames, IntFunction<ByteBuffer> make, FrameTaker take) {
    if (frames == 0) {
      return;
    }
    flushPosted();
    meter.round();
    int[] lengths = new int[frames];
    long underWay = 0;
    long round = 0;
    int taken = 0;
    for (int i = 0; i < frames; i++) {
      ByteBuffer out = make.apply(i);
      lengths[i] = out.remaining();
      underWay += lengths[i];
      FrameHeader header = nextHeader(out);
      // The other side may have read none of the frames so far: together they need room.
      round += lengths[i] + FrameHeader.BYTES;
      long written = round;
      guard(() -> writeBeside(header, out, written));
      while (underWay > UNDER_WAY && taken < i) {
        underWay -= lengths[taken];
        take(taken, lengths[taken], take);
        taken++;
      }
    }
    for (; taken < frames; taken++) {
      take(taken, lengths[taken], take);
    }
    guard(this::awaitWritten);
  }

  private void flushPosted() {
    if (posted > 0) {
      flush();
    }
  }

  private void take(int frame, int length, FrameTaker taker) {
    ByteBuffer in = Words.buffer(length);
    receive(in);
    taker.take(frame, in.flip());
  }

  /**
   * As {@link #write}, but never waits for room: the payload may be written while the caller reads
   * on. It stays untouched until {@link #awaitWritten}; several may be under way, in order.
   *
   * @param round bytes of this round that were sent, these included
   */
  abstract void writeBeside(FrameHeader header, ByteBuffer payload, long round);

  /** Waits until the last {@link #writeBeside} is through. */
  abstract void awaitWritten();

  @Override
  public final void abort(String reason) {
    end(
        LensException.protocol("session-aborted", "this party ended the session: " + reason),
        reason);
  }

  @Override
  public final void close() {
    LensException closed = LensException.internal("channel-closed", "the channel was closed");
    if (ended.compareAndSet(null, closed)) {
      shut(new FrameHeader(FrameHeader.END, tag, nextOut, 0), ByteBuffer.allocate(0));
    }
  }

  /** The error that ended the session, or null while it runs. */
  final @Nullable LensException ended() {
    return ended.get();
  }

  /** Ends the session from a watchdog or the transport. */
  final void end(LensException cause, String reason) {
    if (ended.compareAndSet(null, cause)) {
      byte[] text = reason.getBytes(StandardCharsets.UTF_8);
      int n = Math.min(text.length, FrameHeader.MAX_REASON);
      shut(new FrameHeader(FrameHeader.ABORT, tag, nextOut, n), ByteBuffer.wrap(text, 0, n));
    }
  }

  /** "party 2", for messages. */
  final String peerName() {
    return "party " + peer;
  }

  private FrameHeader nextHeader(ByteBuffer payload) {
    checkOpen();
    meter.sent(payload.remaining());
    return new FrameHeader(FrameHeader.DATA, tag, nextOut++, payload.remaining());
  }

  private FrameHeader nextFrame() {
    FrameHeader h = awaitHeader();
    if (h.type() == FrameHeader.UNKNOWN) {
      throw violation("frame-garbage", "bytes that are no frame", h);
    }
    if (h.tag() != tag) {
      throw violation("frame-other-session", "a frame of another session", h);
    }
    switch (h.type()) {
      case FrameHeader.ABORT -> throw aborted(h);
      case FrameHeader.END -> throw left();
      case FrameHeader.DATA -> {}
      default -> throw violation("frame-garbage", "frame of unknown type " + h.type(), h);
    }
    if (h.step() != nextIn) {
      String code = h.step() < nextIn ? "frame-repeated" : "frame-out-of-order";
      throw violation(code, "step " + h.step() + " where " + nextIn + " belongs", h);
    }
    if (h.length() < 0) {
      throw violation("frame-garbage", "negative length", h);
    }
    nextIn++;
    meter.received(h.length());
    return h;
  }

  private LensException aborted(FrameHeader h) {
    if (h.length() < 0 || h.length() > FrameHeader.MAX_REASON) {
      return violation("frame-garbage", "an abort frame of " + h.length() + " bytes", h);
    }
    byte[] text = new byte[h.length()];
    readPayload(ByteBuffer.wrap(text));
    return endedBy(h, ByteBuffer.wrap(text));
  }

  /** What the peer's last frame means for a call that comes too late. */
  final LensException endedBy(FrameHeader last, ByteBuffer payload) {
    if (last.type() != FrameHeader.ABORT) {
      return left();
    }
    String reason = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    return LensException.protocol("session-aborted", peerName() + " ended the session: " + reason);
  }

  final LensException left() {
    return LensException.protocol(
        "session-left", peerName() + " left the session (step " + nextIn + ")");
  }

  private LensException violation(String code, String what, FrameHeader h) {
    return LensException.protocol(code, peerName() + " sent " + what + " (step " + h.step() + ")");
  }

  private void checkOpen() {
    LensException e = ended.get();
    if (e != null) {
      throw again(e);
    }
  }

  /** Runs one step; whatever goes wrong ends the session, and the first error is the one thrown. */
  private void guard(Runnable step) {
    try {
      step.run();
    } catch (LensException e) {
      end(e, e.code() + ": " + e.getMessage());
      LensException first = ended.get();
      throw first == null || first == e ? e : again(first);
    }
  }

  private static LensException again(LensException first) {
    return new LensException(first.kind(), first.code(), String.valueOf(first.getMessage()), first);
  }
}
