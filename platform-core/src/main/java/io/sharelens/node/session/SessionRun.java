package io.sharelens.node.session;

import io.sharelens.api.SessionInfo.LinkMeter;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.PartyChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One session while it runs: its channels, what it opened, and which peer failed first. */
public final class SessionRun {
  private final OpeningLedger ledger = new OpeningLedger();
  private final AtomicInteger firstFailed = new AtomicInteger();
  private final List<PartyChannel> channels = new CopyOnWriteArrayList<>();
  private final Runnable beforeExchange;
  private volatile boolean cancelled;

  public SessionRun() {
    this(() -> {});
  }

  /**
   * @param beforeExchange runs before every exchange with a peer; may wait, to let others go first
   */
  public SessionRun(Runnable beforeExchange) {
    this.beforeExchange = beforeExchange;
  }

  /** Takes a channel over: meters it, and closes it with the session. */
  public PartyChannel watch(PartyChannel channel) {
    PartyChannel watched = new WatchedChannel(channel, firstFailed, beforeExchange);
    channels.add(watched);
    if (cancelled) {
      watched.abort("cancelled");
    }
    return watched;
  }

  /** Notes that {@code node} failed before there was a channel to it. */
  public void blame(int failedNode) {
    firstFailed.compareAndSet(0, failedNode);
  }

  public OpeningLedger ledger() {
    return ledger;
  }

  /** Ends the session for all nodes. The running thread gets an error. Idempotent. */
  public void cancel() {
    cancelled = true;
    abort("cancelled");
  }

  public boolean cancelled() {
    return cancelled;
  }

  /** What went over the links so far. */
  public List<LinkMeter> meters() {
    return channels.stream().map(SessionRun::meter).toList();
  }

  int failedNode(int self) {
    int first = firstFailed.get();
    return first == 0 ? self : first;
  }

  void abort(String reason) {
    channels.forEach(c -> c.abort(reason));
  }

  void close() {
    channels.forEach(PartyChannel::close);
  }

  private static LinkMeter meter(PartyChannel c) {
    ChannelMeter.Reading r = c.meter().read();
    return new LinkMeter(c.peer(), r.sentBytes(), r.receivedBytes(), r.sentFrames(), r.rounds());
  }
}
