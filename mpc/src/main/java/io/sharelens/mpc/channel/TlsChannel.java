package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;

/**
 * A party channel over an open mutual TLS connection. Small frames go out as one TLS record; the
 * payload of large ones is encrypted straight from the caller's array. The caller's thread writes
 * and reads, except that an exchange of more than {@value #DIRECT} bytes writes in a second thread.
 * Waiting is watched from outside, so that a peer that stops in the middle of a frame, or does not
 * read, cannot hold a thread beyond its deadline.
 */
final class TlsChannel extends FramedChannel {
  /** Largest payload that fits any socket's buffers beside an equal one in the other direction. */
  static final int DIRECT = 32 << 10;

  private static final int RECORD = 16 << 10;
  private static final int SLICE = 256 << 10;
  private static final long TICK_MILLIS = 50;
  private static final long FAREWELL_MILLIS = 1000;

  private final Socket raw;
  private final SSLSocket tls;
  private final InputStream in;
  private final OutputStream out;
  private final long stepNanos;
  private final Duration step;
  private final Duration session;
  private final long sessionEnd;
  private final ReentrantLock writing = new ReentrantLock();
  private final byte[] record = new byte[RECORD];
  private final byte[] head = new byte[FrameHeader.BYTES];
  private final BesideWriter beside;
  private final ScheduledFuture<?> watch;
  // System.nanoTime() of the last progress while a thread waits for the peer, else 0.
  private volatile long readingSince;
  private volatile long writingSince;

  /**
   * @param raw connection under {@code tls}, closed to wake a thread that waits
   * @param opened System.nanoTime() when the handshake began
   */
  TlsChannel(
      int self, int peer, long tag, Socket raw, SSLSocket tls, ChannelLimits limits, long opened)
      throws IOException {
    super(self, peer, tag);
    this.raw = raw;
    this.tls = tls;
    this.in = tls.getInputStream();
    this.out = tls.getOutputStream();
    this.step = limits.step();
    this.session = limits.session();
    this.stepNanos = step.toNanos();
    this.sessionEnd = opened + session.toNanos();
    this.beside = new BesideWriter("party-" + self + "-to-" + peer);
    this.watch =
        TlsSockets.WATCHDOG.scheduleWithFixedDelay(
            this::watch, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  void write(FrameHeader header, ByteBuffer payload) {
    writing.lock();
    try {
      writingSince = System.nanoTime();
      ByteBuffer first = ByteBuffer.wrap(record);
      header.put(first);
      move(payload, first);
      out.write(record, 0, first.position());
      while (payload.hasRemaining()) {
        writingSince = System.nanoTime();
        writeSlice(payload);
      }
    } catch (IOException e) {
      throw lost(e);
    } finally {
      writingSince = 0;
      writing.unlock();
    }
  }

  private void writeSlice(ByteBuffer payload) throws IOException {
    if (payload.hasArray()) {
      int n = Math.min(payload.remaining(), SLICE);
      out.write(payload.array(), payload.arrayOffset() + payload.position(), n);
      payload.position(payload.position() + n);
    } else {
      ByteBuffer copy = ByteBuffer.wrap(record);
      move(payload, copy);
      out.write(record, 0, copy.position());
    }
  }

  /** Moves as many bytes as fit. */
  private static void move(ByteBuffer from, ByteBuffer to) {
    int n = Math.min(from.remaining(), to.remaining());
    to.put(from.slice(from.position(), n));
    from.position(from.position() + n);
  }

  @Override
  void writeBeside(FrameHeader header, ByteBuffer payload, long round) {
    if (round <= DIRECT && beside.idle()) {
      write(header, payload);
    } else {
      beside.start(() -> write(header, payload));
    }
  }

  @Override
  void awaitWritten() {
    beside.await();
  }

  @Override
  FrameHeader awaitHeader() {
    read(head, 0, head.length);
    return FrameHeader.get(ByteBuffer.wrap(head));
  }

  @Override
  void readPayload(ByteBuffer into) {
    if (into.hasArray()) {
      read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      into.position(into.limit());
      return;
    }
    byte[] copy = new byte[Math.min(into.remaining(), SLICE)];
    while (into.hasRemaining()) {
      int n = Math.min(into.remaining(), copy.length);
      read(copy, 0, n);
      into.put(copy, 0, n);
    }
  }

  private void read(byte[] target, int from, int count) {
    try {
      int end = from + count;
      while (from < end) {
        readingSince = System.nanoTime();
        int n = in.read(target, from, end - from);
        if (n < 0) {
          throw new EOFException("end of stream");
        }
        from += n;
      }
    } catch (IOException e) {
      throw lost(e);
    } finally {
      readingSince = 0;
    }
  }

  private LensException lost(IOException e) {
    LensException first = ended();
    if (first != null) {
      return first;
    }
    return LensException.resources(
        "peer-lost", "the connection to " + peerName() + " was lost: " + e.getMessage(), e);
  }

  /** Runs on the watchdog's thread, so it never waits. */
  private void watch() {
    long now = System.nanoTime();
    if (now - sessionEnd > 0) {
      String text =
          "the session with " + peerName() + " is not over after " + session.toMillis() + " ms";
      end(LensException.resources("session-deadline", text, null), text);
    } else if (late(now, readingSince)) {
      overdue(" sent nothing for ");
    } else if (late(now, writingSince)) {
      overdue(" took nothing for ");
    }
  }

  private boolean late(long now, long since) {
    return since != 0 && now - since > stepNanos;
  }

  private void overdue(String what) {
    String text = peerName() + what + step.toMillis() + " ms";
    end(LensException.resources("peer-deadline", text, null), text);
  }

  @Override
  void shut(FrameHeader last, ByteBuffer payload) {
    watch.cancel(false);
    beside.stop();
    var hardEnd =
        TlsSockets.WATCHDOG.schedule(
            () -> TlsSockets.drop(raw), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    Thread.ofPlatform()
        .daemon()
        .name("party-" + self() + "-farewell")
        .start(() -> farewell(last, payload, hardEnd));
  }

  /**
   * Says the last word, then reads on until the peer has closed too: closing with unread bytes
   * would reset the connection, and the peer might never see the reason.
   */
  private void farewell(FrameHeader last, ByteBuffer payload, ScheduledFuture<?> hardEnd) {
    try {
      if (writing.tryLock(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          ByteBuffer frame = ByteBuffer.allocate(FrameHeader.BYTES + payload.remaining());
          last.put(frame);
          frame.put(payload);
          out.write(frame.array());
          tls.shutdownOutput();
        } finally {
          writing.unlock();
        }
        byte[] unread = new byte[RECORD];
        while (in.read(unread) >= 0) {
          // Whatever the peer still sends has no reader any more.
        }
      }
    } catch (IOException e) {
      // The peer is gone already: nobody left to tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hardEnd.cancel(false);
      TlsSockets.drop(raw);
    }
  }
}
