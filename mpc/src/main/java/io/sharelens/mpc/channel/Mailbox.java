package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One direction of an in-memory channel. */
final class Mailbox {
  /** A frame under way; the payload is its own copy. */
  record Frame(FrameHeader header, ByteBuffer payload) {}

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private boolean readerGone;
  private boolean writerGone;

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  /** Waits until {@code n} more bytes fit or nothing is under way; false at the deadline. */
  boolean awaitRoom(int n, Duration deadline) {
    long left = deadline.toNanos();
    lock.lock();
    try {
      while (bytes > 0 && bytes + n > capacity && !writerGone && !readerGone) {
        if (left <= 0) {
          return false;
        }
        left = taken.awaitNanos(left);
      }
      return !writerGone;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  /** Never waits; false if the reader's side has ended. */
  boolean put(FrameHeader header, ByteBuffer payload) {
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
    copy.put(payload).flip();
    lock.lock();
    try {
      if (!readerGone) {
        frames.add(new Frame(header, copy));
        bytes += copy.remaining();
        arrived.signal();
      }
      return !readerGone;
    } finally {
      lock.unlock();
    }
  }

  /** The next frame, or null at the deadline or when the reader was woken to stop. */
  @Nullable Frame take(Duration deadline) {
    long left = deadline.toNanos();
    lock.lock();
    try {
      while (frames.isEmpty()) {
        if (left <= 0 || readerGone) {
          return null;
        }
        left = arrived.awaitNanos(left);
      }
      Frame f = frames.remove();
      bytes -= f.payload().remaining();
      taken.signal();
      return f;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  /** The frame that came last, or null. */
  @Nullable Frame last() {
    lock.lock();
    try {
      return frames.peekLast();
    } finally {
      lock.unlock();
    }
  }

  /** The reader's side has ended: drops what is under way and lets everybody go on. */
  void wakeReader() {
    lock.lock();
    try {
      readerGone = true;
      frames.clear();
      bytes = 0;
      arrived.signalAll();
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The writer's side has ended: a writer that waits for room stops. */
  void noMoreRoomNeeded() {
    lock.lock();
    try {
      writerGone = true;
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static LensException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return LensException.resources("interrupted", "the session's thread was interrupted", e);
  }
}
