package io.sharelens.cli.bench;

import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Times a work at one of three computing parties. There is no dealer and no stock: online is all
 * but what lies in a protocol's own offline phase, which runs within the same work.
 */
final class ReplicatedClock implements BenchClock {
  private final ReplicatedParty party;
  private final ThreeContext context;
  private final BenchLinks links;
  private final SystemCounters system = SystemCounters.here();

  ReplicatedClock(ReplicatedParty party, ThreeContext context, BenchLinks links) {
    this.party = party;
    this.context = context;
    this.links = links;
  }

  @Override
  public BenchSpec.Reading time(BenchSpec.Work w, Step step, Stock kind) {
    Warmth.settle(step::run, w.effort(), this::allSay);
    return timed(w, step, w.effort());
  }

  @Override
  public BenchSpec.Reading timeLive(BenchSpec.Work w, Step step, int runs) {
    step.run();
    return timed(w, step, new BenchSpec.Effort(0, 0, runs));
  }

  private BenchSpec.Reading timed(BenchSpec.Work w, Step step, BenchSpec.Effort effort) {
    HeapPeak.reset();
    system.resetResidentPeak();
    double online = Double.POSITIVE_INFINITY;
    double total = Double.POSITIVE_INFINITY;
    Span last = null;
    long start = System.nanoTime();
    for (int runs = 0;
        runs < effort.repeats() || allSay(Warmth.again(start, runs, effort));
        runs++) {
      last = span(w.link(), step);
      online = Math.min(online, last.all().seconds() - last.offline().seconds());
      total = Math.min(total, last.all().seconds());
    }
    if (last == null) {
      throw new IllegalStateException("a work is timed at least once");
    }
    ThreeContext.Meter apart = last.all().minus(last.offline());
    return new BenchSpec.Reading(
        online,
        total,
        apart.sentBytes(),
        last.offline().sentBytes(),
        apart.rounds(),
        0,
        HeapPeak.read(),
        system.residentPeakBytes(),
        last.loopback(),
        last.loopback(),
        Double.NaN,
        Double.NaN,
        Map.of());
  }

  /** The link between parties 1 and 2; the third looks on. */
  @Override
  public BenchSpec.Reading link() {
    if (party.self() == 3) {
      return BenchSpec.Reading.ofLink(0, Double.POSITIVE_INFINITY);
    }
    PartyChannel peer = party.channel(3 - party.self());
    return LinkSpeed.measure(peer, () -> say(peer, true));
  }

  private record Span(ThreeContext.Meter all, ThreeContext.Meter offline, long loopback) {}

  private Span span(LinkProfile link, Step step) {
    links.profile(link);
    barrier();
    ThreeContext.Meter offline = context.offline();
    long loopback = system.loopbackBytes();
    ThreeContext.Meter before = context.all();
    step.run();
    Span s =
        new Span(
            context.all().minus(before),
            context.offline().minus(offline),
            system.loopbackBytes() - loopback);
    links.profile(LinkProfile.NONE);
    barrier();
    return s;
  }

  /** All parties start together. */
  private void barrier() {
    allSay(true);
  }

  /** Pair after pair, so that no two wait for the third. */
  private boolean allSay(boolean yes) {
    int first = party.self() == 1 ? 2 : 1;
    int second = party.self() == 3 ? 2 : 3;
    boolean one = say(party.channel(first), yes);
    boolean other = say(party.channel(second), yes);
    return yes && one && other;
  }

  private static boolean say(PartyChannel peer, boolean yes) {
    ByteBuffer in = ByteBuffer.allocate(1);
    peer.exchange(ByteBuffer.wrap(new byte[] {(byte) (yes ? 1 : 0)}), in);
    return in.get(0) == 1;
  }
}
