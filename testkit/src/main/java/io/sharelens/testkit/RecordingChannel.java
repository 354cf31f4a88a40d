package io.sharelens.testkit;

import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.PartyChannel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Passes everything on and keeps a copy of each payload that this party sends or receives. */
public final class RecordingChannel implements PartyChannel {
  private final PartyChannel channel;
  private final List<byte[]> sent = new ArrayList<>();
  private final List<byte[]> received = new ArrayList<>();

  public RecordingChannel(PartyChannel channel) {
    this.channel = channel;
  }

  /** Payloads in the order of sending. */
  public List<byte[]> sent() {
    return List.copyOf(sent);
  }

  /** Payloads in the order of receiving. */
  public List<byte[]> received() {
    return List.copyOf(received);
  }

  /** Forgets what was recorded, so that a view starts here. */
  public void forget() {
    sent.clear();
    received.clear();
  }

  @Override
  public int self() {
    return channel.self();
  }

  @Override
  public int peer() {
    return channel.peer();
  }

  @Override
  public void send(ByteBuffer payload) {
    sent.add(copy(payload));
    channel.send(payload);
  }

  @Override
  public void post(ByteBuffer payload) {
    sent.add(copy(payload));
    channel.post(payload);
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void receive(ByteBuffer into) {
    ByteBuffer view = into.duplicate();
    channel.receive(into);
    received.add(copy(view));
  }

  @Override
  public ByteBuffer receive(int limit) {
    ByteBuffer payload = channel.receive(limit);
    received.add(copy(payload));
    return payload.order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void exchange(ByteBuffer out, ByteBuffer in) {
    sent.add(copy(out));
    ByteBuffer view = in.duplicate();
    channel.exchange(out, in);
    received.add(copy(view));
  }

  @Override
  public void exchange(int frames, IntFunction<ByteBuffer> make, FrameTaker take) {
    channel.exchange(
        frames,
        i -> {
          ByteBuffer out = make.apply(i);
          sent.add(copy(out));
          return out;
        },
        (i, in) -> {
          received.add(copy(in));
          take.take(i, in);
        });
  }

  @Override
  public ChannelMeter meter() {
    return channel.meter();
  }

  @Override
  public void abort(String reason) {
    channel.abort(reason);
  }

  @Override
  public void close() {
    channel.close();
  }

  private static byte[] copy(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }
}
