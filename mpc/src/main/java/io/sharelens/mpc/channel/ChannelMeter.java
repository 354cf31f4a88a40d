package io.sharelens.mpc.channel;

import java.util.concurrent.atomic.AtomicLong;

/** What went over one channel: payload bytes, frames and rounds, as this side sees them. */
public final class ChannelMeter {
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong sentFrames = new AtomicLong();
  private final AtomicLong rounds = new AtomicLong();

  public void sent(long payloadBytes) {
    sentBytes.addAndGet(payloadBytes);
    sentFrames.incrementAndGet();
  }

  public void received(long payloadBytes) {
    receivedBytes.addAndGet(payloadBytes);
  }

  /** Counts one exchange in which both sides wait for each other. */
  public void round() {
    rounds.incrementAndGet();
  }

  public Reading read() {
    return new Reading(sentBytes.get(), receivedBytes.get(), sentFrames.get(), rounds.get());
  }

  /** A snapshot; {@link #minus} gives what one operation cost. */
  public record Reading(long sentBytes, long receivedBytes, long sentFrames, long rounds) {
    public Reading minus(Reading earlier) {
      return new Reading(
          sentBytes - earlier.sentBytes,
          receivedBytes - earlier.receivedBytes,
          sentFrames - earlier.sentFrames,
          rounds - earlier.rounds);
    }

    public long bytes() {
      return sentBytes + receivedBytes;
    }
  }
}
