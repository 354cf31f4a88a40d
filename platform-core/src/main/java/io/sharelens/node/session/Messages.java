package io.sharelens.node.session;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Documents and files over a party channel, outside of any computation: 8 bytes of length, then
 * frames of at most {@value #FRAME} bytes.
 */
public final class Messages {
  private static final int FRAME = 1 << 20;
  private static final int MAX_DOCUMENT = 256 << 20;

  private final PartyChannel channel;

  public Messages(PartyChannel channel) {
    this.channel = channel;
  }

  /** An answer: a document, or why there is none. */
  private record Answer(@Nullable String kind, @Nullable String code, @Nullable String message) {}

  public void send(Object document) {
    sendBytes(CanonicalJson.bytes(document));
  }

  public <T> T receive(Class<T> type) {
    return CanonicalJson.read(receiveBytes(MAX_DOCUMENT), type);
  }

  public void sendBytes(byte[] bytes) {
    sendLength(bytes.length);
    for (int at = 0; at < bytes.length; at += FRAME) {
      channel.send(ByteBuffer.wrap(bytes, at, Math.min(FRAME, bytes.length - at)));
    }
  }

  public byte[] receiveBytes(int limit) {
    byte[] bytes = new byte[(int) receiveLength(limit)];
    for (int at = 0; at < bytes.length; at += FRAME) {
      channel.receive(ByteBuffer.wrap(bytes, at, Math.min(FRAME, bytes.length - at)));
    }
    return bytes;
  }

  /** Tells the peer that its request was carried out. */
  public void accept() {
    send(new Answer(null, null, null));
  }

  /** Tells the peer why its request was not carried out. */
  public void refuse(LensException why) {
    send(new Answer(why.kind().name(), why.code(), why.getMessage()));
  }

  /**
   * Waits for {@link #accept}.
   *
   * @throws LensException what the peer refused with, naming it
   */
  public void awaitAccepted() {
    Answer a = receive(Answer.class);
    if (a.code() == null) {
      return;
    }
    ErrorKind kind;
    try {
      kind = ErrorKind.valueOf(String.valueOf(a.kind()));
    } catch (IllegalArgumentException e) {
      kind = ErrorKind.PROTOCOL;
    }
    throw new LensException(kind, a.code(), "node " + channel.peer() + ": " + a.message());
  }

  /** Sends a file that does not change meanwhile. */
  public void sendFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      long left = Files.size(file);
      sendLength(left);
      byte[] buffer = new byte[FRAME];
      while (left > 0) {
        int n = in.readNBytes(buffer, 0, (int) Math.min(FRAME, left));
        if (n == 0) {
          throw LensException.internal("file-changed", file.getFileName() + " became shorter");
        }
        channel.send(ByteBuffer.wrap(buffer, 0, n));
        left -= n;
      }
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot read " + file, e);
    }
  }

  /** Writes what {@link #sendFile} sent; not fsynced. */
  public void receiveFile(Path file, long limit) {
    long left = receiveLength(limit);
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[FRAME];
      while (left > 0) {
        int n = (int) Math.min(FRAME, left);
        channel.receive(ByteBuffer.wrap(buffer, 0, n));
        out.write(buffer, 0, n);
        left -= n;
      }
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot write " + file, e);
    }
  }

  private void sendLength(long n) {
    channel.send(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, n));
  }

  private long receiveLength(long limit) {
    ByteBuffer b = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    channel.receive(b);
    long n = b.getLong(0);
    if (n < 0 || n > limit) {
      throw LensException.protocol(
          "message-long",
          "node " + channel.peer() + " announces " + n + " bytes, at most " + limit + " may come");
    }
    return n;
  }
}
