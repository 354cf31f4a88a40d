package io.sharelens.cli.bench;

import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.node.stock.RehearsedStock;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Times a work at one server: to warm up, then with the dealer at work (total) and with material in
 * stock (online), as often as the work's effort says. Only while the clock runs are the links as
 * slow as the work says.
 */
final class DealtClock implements BenchClock {
  /** Runs from the stock before the clock starts, if there is time. */
  private static final int STOCKED_RUNS = 4;

  /** How often a stock holds what a work with choices of its own asked for once. */
  private static final int SPARE = 2;

  private final PartyChannel peer;
  private final PartyChannel toDealer;
  private final RehearsedStock material;
  private final BenchLinks links;
  private final SystemCounters system = SystemCounters.here();

  DealtClock(PartyChannel peer, PartyChannel toDealer, RehearsedStock material, BenchLinks links) {
    this.peer = peer;
    this.toDealer = toDealer;
    this.material = material;
    this.links = links;
  }

  @Override
  public BenchSpec.Reading time(BenchSpec.Work w, Step step, Stock kind) {
    material.forget();
    Warmth.settle(
        () -> {
          step.run();
          material.forget();
        },
        w.effort(),
        this::bothSay);
    warmUpStock(step, w.effort());
    double online = Double.POSITIVE_INFINITY;
    double total = Double.POSITIVE_INFINITY;
    Span cost = null;
    long stock = 0;
    long onlineLoopback = 0;
    HeapPeak.reset();
    system.resetResidentPeak();
    long start = System.nanoTime();
    int runs = 0;
    for (; runs < w.effort().repeats() || bothSay(Warmth.again(start, runs, w.effort())); runs++) {
      material.forget();
      cost = span(w.link(), step);
      total = Math.min(total, cost.seconds());
      stock += material.stock(kind == Stock.SAME ? 1 : SPARE);
      Span s = span(w.link(), step);
      online = Math.min(online, s.seconds());
      onlineLoopback = s.loopback();
    }
    // What comes before the next work, rows for a search for instance, is served by the dealer.
    material.forget();
    if (cost == null) {
      throw new IllegalStateException("a work is timed at least once");
    }
    return new BenchSpec.Reading(
        online,
        total,
        cost.peer().sentBytes(),
        cost.dealer().bytes(),
        cost.peer().rounds(),
        stock / runs,
        HeapPeak.read(),
        system.residentPeakBytes(),
        onlineLoopback,
        cost.loopback(),
        Double.NaN,
        Double.NaN,
        Map.of());
  }

  @Override
  public BenchSpec.Reading timeLive(BenchSpec.Work w, Step step, int runs) {
    step.run();
    HeapPeak.reset();
    system.resetResidentPeak();
    Span best = span(w.link(), step);
    for (int run = 1; run < runs; run++) {
      Span next = span(w.link(), step);
      best = next.seconds() < best.seconds() ? next : best;
    }
    return new BenchSpec.Reading(
        best.seconds(),
        best.seconds(),
        best.peer().sentBytes(),
        best.dealer().bytes(),
        best.peer().rounds(),
        0,
        HeapPeak.read(),
        system.residentPeakBytes(),
        best.loopback(),
        best.loopback(),
        Double.NaN,
        Double.NaN,
        Map.of());
  }

  /** The way from the stock's files has to be compiled too. */
  private void warmUpStock(Step step, BenchSpec.Effort effort) {
    long start = System.nanoTime();
    int runs = 0;
    do {
      material.forget();
      step.run();
      material.stock(SPARE);
      step.run();
      runs++;
    } while (bothSay(runs < STOCKED_RUNS && Warmth.secondsSince(start) < effort.warmUpSeconds()));
  }

  private boolean bothSay(boolean yes) {
    ByteBuffer in = ByteBuffer.allocate(1);
    peer.exchange(ByteBuffer.wrap(new byte[] {(byte) (yes ? 1 : 0)}), in);
    return yes && in.get(0) == 1;
  }

  private record Span(
      double seconds, ChannelMeter.Reading peer, ChannelMeter.Reading dealer, long loopback) {}

  private Span span(LinkProfile link, Step step) {
    links.profile(link);
    barrier();
    ChannelMeter.Reading before = peer.meter().read();
    ChannelMeter.Reading dealerBefore = toDealer.meter().read();
    long loopback = system.loopbackBytes();
    long start = System.nanoTime();
    step.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    Span s =
        new Span(
            seconds,
            peer.meter().read().minus(before),
            toDealer.meter().read().minus(dealerBefore),
            system.loopbackBytes() - loopback);
    links.profile(LinkProfile.NONE);
    barrier();
    return s;
  }

  @Override
  public BenchSpec.Reading link() {
    return LinkSpeed.measure(peer, this::barrier);
  }

  /** Both servers start together. */
  private void barrier() {
    ByteBuffer in = ByteBuffer.allocate(1);
    peer.exchange(ByteBuffer.allocate(1), in);
  }
}
