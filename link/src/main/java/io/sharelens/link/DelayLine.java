package io.sharelens.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a simulated link: one thread takes bytes in and notes when they are due, another
 * hands them out. What is under way is bounded; a sender that is faster than the link waits, as
 * with a full socket buffer.
 */
final class DelayLine {
  private static final int CHUNK = 1 << 16;
  private static final long SLACK_NANOS = 50_000_000;
  private static final int UNLIMITED_BYTES = 1 << 24;

  private final Supplier<LinkProfile> profile;
  private final LinkSchedule schedule = new LinkSchedule(System.nanoTime());
  private final Deque<Piece> way = new ArrayDeque<>();
  private long bytesUnderWay;
  private boolean broken;

  /** Bytes and when they are due; none: the end of the stream. */
  private record Piece(byte[] bytes, long due) {
    boolean end() {
      return bytes.length == 0;
    }
  }

  DelayLine(Supplier<LinkProfile> profile) {
    this.profile = profile;
  }

  /** Takes everything in until the source ends; runs in a thread of its own. */
  void takeFrom(InputStream source) throws IOException {
    byte[] buffer = new byte[CHUNK];
    int n;
    while ((n = source.read(buffer)) > 0) {
      if (!put(Arrays.copyOf(buffer, n))) {
        return;
      }
    }
    put(new byte[0]);
  }

  private synchronized boolean put(byte[] bytes) {
    LinkProfile p = profile.get();
    try {
      while (!broken && bytesUnderWay > 0 && bytesUnderWay + bytes.length > capacity(p)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (broken) {
      return false;
    }
    bytesUnderWay += bytes.length;
    way.add(new Piece(bytes, schedule.arrival(p, System.nanoTime(), bytes.length)));
    notifyAll();
    return true;
  }

  /** What a link holds: rate times delay, and a sender's buffer. */
  private static long capacity(LinkProfile p) {
    double perSecond = p.bytesPerSecond();
    return Double.isInfinite(perSecond)
        ? UNLIMITED_BYTES
        : CHUNK + (long) (perSecond * (p.delayNanos() + SLACK_NANOS) / 1e9);
  }

  /**
   * Hands everything out, each piece when it is due, until the end; runs in a thread of its own.
   */
  void giveTo(OutputStream target) throws IOException {
    try {
      while (true) {
        Piece next = take();
        if (next == null) {
          return;
        }
        await(next.due());
        if (next.end()) {
          return;
        }
        target.write(next.bytes());
        target.flush();
        arrived(next);
      }
    } finally {
      abandon();
    }
  }

  private synchronized @Nullable Piece take() {
    try {
      while (way.isEmpty() && !broken) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    return way.poll();
  }

  private synchronized void arrived(Piece piece) {
    bytesUnderWay -= piece.bytes().length;
    notifyAll();
  }

  /** Nothing more goes through; who waits is let go. */
  synchronized void abandon() {
    broken = true;
    notifyAll();
  }

  private static void await(long due) {
    long rest;
    while ((rest = due - System.nanoTime()) > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(rest);
    }
  }
}
