package io.sharelens.mpc.dealer;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the dealer's material from a thread of its own, so that the next block is made while the
 * one before is encrypted and sent. There are {@value #BLOCKS} blocks in all: when the second
 * server does not read, all are full, and who makes material waits. Used by one thread.
 */
final class MaterialSender implements AutoCloseable {
  /** Blocks made ahead of the network, the one that is sent included. */
  static final int BLOCKS = 4;

  private static final ByteBuffer STOP = ByteBuffer.allocate(0);
  private static final long LOOK_MILLIS = 100;

  private final PartyChannel second;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BLOCKS + 1);
  private final Thread thread;
  private volatile @Nullable LensException failure;

  MaterialSender(PartyChannel second) {
    this.second = second;
    for (int i = 0; i < BLOCKS; i++) {
      free.add(ByteBuffer.allocate(DealerProtocol.BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN));
    }
    thread = Thread.ofPlatform().daemon().name("dealer-sends").start(this::run);
  }

  /** An empty block; waits until one is free. */
  ByteBuffer block() {
    try {
      while (true) {
        LensException e = failure;
        if (e != null) {
          throw e;
        }
        ByteBuffer b = free.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (b != null) {
          return b;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "the dealer was interrupted", e);
    }
  }

  /** Sends the bytes written to a block of {@link #block}, which is handed back by this. */
  void send(ByteBuffer block) {
    full.add(block.flip());
  }

  private void run() {
    try {
      while (true) {
        ByteBuffer b = full.take();
        if (b == STOP) {
          return;
        }
        second.send(b);
        free.add(b.clear());
      }
    } catch (LensException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = LensException.resources("interrupted", "the dealer was interrupted", e);
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the thread end once it has sent what was handed over; does not wait for it. */
  @Override
  public void close() {
    full.offer(STOP);
  }
}
