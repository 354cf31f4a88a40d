package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two parties in one JVM: the same steps, checks, deadlines, meter and ways to end as over TLS. A
 * payload is copied when it is sent and when it is received. {@code send} waits while more than
 * {@value #CAPACITY} bytes are under way, {@code exchange} never does.
 */
public final class InMemoryChannel extends FramedChannel {
  /** Bytes that may be under way in one direction before {@code send} waits. */
  public static final int CAPACITY = 16 << 20;

  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);

  private final Mailbox out;
  private final Mailbox in;
  private final Duration deadline;
  private Mailbox.@Nullable Frame current;

  private InMemoryChannel(int self, int peer, Mailbox out, Mailbox in, Duration deadline) {
    super(self, peer, 0);
    this.out = out;
    this.in = in;
    this.deadline = deadline;
  }

  /** The two ends of a session. */
  public record Pair(PartyChannel first, PartyChannel second) {}

  /** Connects parties {@code a} and {@code b}; a minute without the peer is too long. */
  public static Pair pair(int a, int b) {
    return pair(a, b, DEFAULT_DEADLINE);
  }

  /**
   * @param deadline longest wait for the peer in one call
   */
  public static Pair pair(int a, int b, Duration deadline) {
    Mailbox toB = new Mailbox(CAPACITY);
    Mailbox toA = new Mailbox(CAPACITY);
    return new Pair(
        new InMemoryChannel(a, b, toB, toA, deadline),
        new InMemoryChannel(b, a, toA, toB, deadline));
  }

  @Override
  void write(FrameHeader header, ByteBuffer payload) {
    if (!out.awaitRoom(payload.remaining(), deadline)) {
      throw tooLate("takes nothing");
    }
    put(header, payload);
  }

  @Override
  void writeBeside(FrameHeader header, ByteBuffer payload, long round) {
    put(header, payload);
  }

  private void put(FrameHeader header, ByteBuffer payload) {
    if (!out.put(header, payload)) {
      Mailbox.Frame last = in.last();
      throw last == null ? left() : endedBy(last.header(), last.payload());
    }
  }

  @Override
  void awaitWritten() {}

  @Override
  FrameHeader awaitHeader() {
    Mailbox.Frame frame = in.take(deadline);
    if (frame == null) {
      throw tooLate("sent nothing");
    }
    current = frame;
    return frame.header();
  }

  @Override
  void readPayload(ByteBuffer into) {
    Mailbox.Frame frame = current;
    if (frame == null) {
      throw LensException.internal("no-frame", "no frame was announced");
    }
    current = null;
    into.put(frame.payload());
  }

  @Override
  void shut(FrameHeader last, ByteBuffer payload) {
    out.put(last, payload);
    out.noMoreRoomNeeded();
    in.wakeReader();
  }

  /** Puts a frame of any kind on the wire, for tests of what the other side does with it. */
  void inject(FrameHeader header, ByteBuffer payload) {
    out.put(header, payload);
  }

  private LensException tooLate(String what) {
    LensException first = ended();
    if (first != null) {
      return first;
    }
    return LensException.resources(
        "peer-deadline", peerName() + " " + what + " for " + deadline.toMillis() + " ms", null);
  }
}
