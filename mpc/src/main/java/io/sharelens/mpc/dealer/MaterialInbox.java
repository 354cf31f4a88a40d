package io.sharelens.mpc.dealer;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Receives material at the second server on a thread of its own, so that it is decrypted while the
 * server computes, and the dealer goes on meanwhile. Holds at most {@value #BLOCKS} blocks; when
 * they are not read, nothing more is taken from the network, and the dealer waits in turn. It reads
 * only while material is due, since a silent dealer is an error then. One thread uses it.
 */
final class MaterialInbox implements AutoCloseable {
  /** Blocks that may wait here: 8 MiB. */
  static final int BLOCKS = 32;

  private static final long LOOK_MILLIS = 100;
  private static final long IDLE_SECONDS = 5;

  private final PartyChannel dealer;
  private final BlockingQueue<ByteBuffer> arrived = new ArrayBlockingQueue<>(BLOCKS);
  private final ThreadPoolExecutor reader;
  private volatile @Nullable LensException failure;
  private volatile boolean closed;

  MaterialInbox(PartyChannel dealer) {
    this.dealer = dealer;
    reader =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("party-" + dealer.self() + "-material").factory());
    reader.allowCoreThreadTimeOut(true);
  }

  /** The material of one more request will come. */
  void expect() {
    reader.execute(this::readOne);
  }

  /** The next frame of the oldest request that was not read to its end. */
  ByteBuffer next() {
    try {
      while (true) {
        ByteBuffer b = arrived.poll();
        if (b == null) {
          LensException e = failure;
          if (e != null) {
            throw new LensException(e.kind(), e.code(), e.getMessage(), e);
          }
          b = arrived.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (b != null) {
          return b;
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void readOne() {
    try {
      boolean last = closed || failure != null;
      while (!last) {
        ByteBuffer b = dealer.receive(DealerProtocol.BLOCK_BYTES);
        last = DealerProtocol.last(b);
        while (!closed && !arrived.offer(b, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          // The server does not read: so the network has to wait.
        }
        last |= closed;
      }
    } catch (LensException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = interrupted(e);
    }
  }

  private static LensException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return LensException.resources("interrupted", "the session's thread was interrupted", e);
  }

  /** Lets the thread end; a receive under way ends with the channel. */
  @Override
  public void close() {
    closed = true;
    reader.shutdown();
  }
}
