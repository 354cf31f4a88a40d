package io.sharelens.cli.bench;

import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.node.stock.RehearsedStock;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Times a work at one server: to warm up, then with the dealer at work (total) and with material in
 * stock (online), as often as the work's effort says. Only while the clock runs are the links as
 * slow as the work says.
 */
final class BenchClock {
  /** Runs without getting faster by a tenth after which a work counts as warm. */
  private static final int SETTLED_RUNS = 12;

  /** Runs from the stock before the clock starts, if there is time. */
  private static final int STOCKED_RUNS = 4;

  /** How often a stock holds what a work with choices of its own asked for once. */
  private static final int SPARE = 2;

  private static final int MOST_RUNS = 100;
  private static final int ROUNDS = 2000;
  private static final int STREAM_BYTES = 1 << 23;
  private static final int STREAMS = 12;

  private final PartyChannel peer;
  private final PartyChannel toDealer;
  private final RehearsedStock material;
  private final BenchLinks links;
  private final SystemCounters system = SystemCounters.here();

  BenchClock(PartyChannel peer, PartyChannel toDealer, RehearsedStock material, BenchLinks links) {
    this.peer = peer;
    this.toDealer = toDealer;
    this.material = material;
    this.links = links;
  }

  /** How a work's material can be in stock before it is timed online. */
  enum Stock {
    /** It asks for the same each time: exactly that. */
    SAME,
    /** What it asks for depends on its own random choices: more of the same kinds. */
    SPARE
  }

  /** A work's step; what it returns is not looked at. */
  interface Step {
    @SuppressWarnings("UnusedReturnValue")
    Object run();
  }

  /**
   * Times a step, which must have asked the dealer for nothing that is still unread.
   *
   * @param kind of stock for the time online
   */
  BenchSpec.Reading time(BenchSpec.Work w, Step step, Stock kind) {
    material.forget();
    warmUp(step, w.effort());
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
    for (; runs < w.effort().repeats() || isShort(start, runs, w.effort()); runs++) {
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

  /**
   * Times a long step that needs no dealer: once to warm up, then {@code runs} times; the least
   * time counts.
   */
  BenchSpec.Reading timeLive(BenchSpec.Work w, Step step, int runs) {
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

  /** Runs a step until it gets no faster: as it is in a server that is up for a while. */
  private void warmUp(Step step, BenchSpec.Effort effort) {
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    int since = 0;
    do {
      long before = System.nanoTime();
      step.run();
      double seconds = (System.nanoTime() - before) / 1e9;
      since = seconds < 0.9 * best ? 0 : since + 1;
      best = Math.min(best, seconds);
      material.forget();
    } while (bothSay(since < SETTLED_RUNS && secondsSince(start) < effort.warmUpSeconds()));
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
    } while (bothSay(runs < STOCKED_RUNS && secondsSince(start) < effort.warmUpSeconds()));
  }

  /** Whether there is time for one more run. */
  private boolean isShort(long start, int runs, BenchSpec.Effort effort) {
    return bothSay(secondsSince(start) < effort.repeatSeconds() && runs < MOST_RUNS);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
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

  /** How long a round without content takes, and how fast bytes go both ways at once. */
  BenchSpec.Reading link() {
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      barrier();
      rounds[i] = (System.nanoTime() - start) / 1e9;
    }
    // The second half is warm; the median leaves out what the scheduler did meanwhile.
    double[] warm = Arrays.copyOfRange(rounds, ROUNDS / 2, ROUNDS);
    Arrays.sort(warm);
    double rate = 0;
    for (int i = 0; i < STREAMS; i++) {
      ByteBuffer out = ByteBuffer.allocate(STREAM_BYTES);
      ByteBuffer in = ByteBuffer.allocate(STREAM_BYTES);
      barrier();
      long start = System.nanoTime();
      peer.exchange(out, in);
      rate = Math.max(rate, STREAM_BYTES / ((System.nanoTime() - start) / 1e9));
    }
    return BenchSpec.Reading.ofLink(warm[warm.length / 2], rate);
  }

  /** Both servers start together. */
  private void barrier() {
    ByteBuffer in = ByteBuffer.allocate(1);
    peer.exchange(ByteBuffer.allocate(1), in);
  }
}
