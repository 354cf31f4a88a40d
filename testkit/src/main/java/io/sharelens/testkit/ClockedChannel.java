package io.sharelens.testkit;

import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.PartyChannel;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/** Passes everything on, keeps what this party receives, and moves its {@link MessageClock}. */
final class ClockedChannel implements PartyChannel {
  private final PartyChannel channel;
  private final MessageClock clock;
  private final MessageClock.Link link;

  ClockedChannel(PartyChannel channel, MessageClock clock, MessageClock.Link link) {
    this.channel = channel;
    this.clock = clock;
    this.link = link;
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
    sent();
    channel.send(payload);
  }

  @Override
  public void post(ByteBuffer payload) {
    sent();
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
    received(view);
  }

  @Override
  public ByteBuffer receive(int limit) {
    ByteBuffer payload = channel.receive(limit);
    received(payload);
    return payload;
  }

  @Override
  public void exchange(ByteBuffer out, ByteBuffer in) {
    sent();
    ByteBuffer view = in.duplicate();
    channel.exchange(out, in);
    received(view);
  }

  @Override
  public void exchange(int frames, IntFunction<ByteBuffer> make, FrameTaker take) {
    channel.exchange(
        frames,
        i -> {
          ByteBuffer out = make.apply(i);
          sent();
          return out;
        },
        (i, in) -> {
          received(in);
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

  private void sent() {
    clock.sent(link, self(), peer());
  }

  private void received(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    clock.received(link, self(), peer(), bytes);
  }
}
