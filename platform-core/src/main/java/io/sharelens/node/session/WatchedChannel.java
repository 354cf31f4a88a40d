package io.sharelens.node.session;

import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Remembers which peer's channel failed first, so that a failed session can say where. */
final class WatchedChannel implements PartyChannel {
  private final PartyChannel channel;
  private final AtomicInteger firstFailed;
  private final Runnable beforeExchange;

  /**
   * @param firstFailed receives the number of the first peer whose channel fails; 0 before
   * @param beforeExchange runs before this party starts an exchange; may wait
   */
  WatchedChannel(PartyChannel channel, AtomicInteger firstFailed, Runnable beforeExchange) {
    this.channel = channel;
    this.firstFailed = firstFailed;
    this.beforeExchange = beforeExchange;
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
    guard(() -> channel.send(payload));
  }

  @Override
  public void post(ByteBuffer payload) {
    beforeExchange.run();
    guard(() -> channel.post(payload));
  }

  @Override
  public void flush() {
    guard(channel::flush);
  }

  @Override
  public void receive(ByteBuffer into) {
    guard(() -> channel.receive(into));
  }

  @Override
  public ByteBuffer receive(int limit) {
    ByteBuffer[] result = new ByteBuffer[1];
    guard(() -> result[0] = channel.receive(limit));
    return result[0];
  }

  @Override
  public void exchange(ByteBuffer out, ByteBuffer in) {
    beforeExchange.run();
    guard(() -> channel.exchange(out, in));
  }

  @Override
  public void exchange(int frames, IntFunction<ByteBuffer> make, FrameTaker take) {
    beforeExchange.run();
    guard(() -> channel.exchange(frames, make, take));
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

  private void guard(Runnable call) {
    try {
      call.run();
    } catch (LensException e) {
      firstFailed.compareAndSet(0, channel.peer());
      throw e;
    }
  }
}
