package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.replicated.ReplicatedArithmetic;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.security.SecureRandom;

/** One party's thread in a {@link ThreeServers} run. */
final class ThreeParty<R> {
  private final PartyChannel toNext;
  private final PartyChannel toPrevious;
  private final SecureRandom random;
  private final ThreeServers.Wrapper wrapper;
  private final MessageClock clock = new MessageClock();
  private MessageClock.Link nextLink = new MessageClock.Link();
  private MessageClock.Link previousLink = new MessageClock.Link();
  private boolean recording;

  ThreeParty(
      PartyChannel toNext,
      PartyChannel toPrevious,
      SecureRandom random,
      ThreeServers.Wrapper wrapper) {
    this.toNext = toNext;
    this.toPrevious = toPrevious;
    this.random = random;
    this.wrapper = wrapper;
  }

  void clock(MessageClock.Link next, MessageClock.Link previous, boolean record) {
    nextLink = next;
    previousLink = previous;
    recording = record;
  }

  ThreeRun.Side<R> run(ThreeServers.PartyProgram<R> program) throws Exception {
    try {
      return serve(program);
    } catch (Exception | Error e) {
      String reason = "party " + toNext.self() + ": " + e.getMessage();
      toNext.abort(reason);
      toPrevious.abort(reason);
      throw e;
    }
  }

  private ThreeRun.Side<R> serve(ThreeServers.PartyProgram<R> program) throws Exception {
    PartyChannel next = recorded(toNext, nextLink);
    PartyChannel previous = recorded(toPrevious, previousLink);
    ReplicatedParty party =
        ReplicatedParty.agree(wrapper.wrap(next), wrapper.wrap(previous), random);
    clock.forget();
    OpeningLedger ledger = new OpeningLedger();
    ReplicatedArithmetic arithmetic = new ReplicatedArithmetic(party, KernelProvider.get(), ledger);
    ThreeServer server = new ThreeServer(arithmetic, party, ledger);
    ThreeServer.Reading before = server.read();
    long start = System.nanoTime();
    R result = program.run(server);
    double seconds = (System.nanoTime() - start) * 1e-9;
    ThreeServer.Reading all = server.read().minus(before);
    return new ThreeRun.Side<>(
        result,
        all.minus(server.offlineCost()),
        server.offlineCost(),
        ledger.counts(),
        seconds,
        clock.longest(),
        clock.received());
  }

  private PartyChannel recorded(PartyChannel channel, MessageClock.Link link) {
    return recording ? new ClockedChannel(channel, clock, link) : channel;
  }
}
