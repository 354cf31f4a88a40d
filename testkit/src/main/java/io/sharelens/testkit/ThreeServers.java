package io.sharelens.testkit;

import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.channel.PartyChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Three computing parties as three threads of this JVM, over in-memory channels. A run is one
 * session: it starts with fresh seeds, runs the same program at all parties, and checks that
 * nothing was left unread and that all counted the same rounds.
 */
public final class ThreeServers {
  static final int PARTIES = 3;

  private RandomSource random = RandomSource.secure();
  private boolean recording;
  private Duration deadline = Duration.ofSeconds(60);
  private Wrapper wrapper = channel -> channel;

  /** What all parties run; the same for all, apart from {@code server.number()}. */
  @FunctionalInterface
  public interface PartyProgram<R> {
    R run(ThreeServer server) throws Exception;
  }

  /** Puts something between a party and a channel of it, for tests that tamper. */
  @FunctionalInterface
  public interface Wrapper {
    PartyChannel wrap(PartyChannel channel);
  }

  /** Takes all randomness of the parties from {@code source}. */
  public ThreeServers random(RandomSource source) {
    random = source;
    return this;
  }

  /** Keeps every message of the next runs, and the longest chain of messages. */
  public ThreeServers recording() {
    recording = true;
    return this;
  }

  /** How long a party waits for another, a minute if nothing is said. */
  public ThreeServers deadline(Duration longest) {
    deadline = longest;
    return this;
  }

  /** Wraps each party's channels; what is recorded and metered lies below. */
  public ThreeServers wrap(Wrapper w) {
    wrapper = w;
    return this;
  }

  /**
   * Runs one session.
   *
   * @throws RuntimeException what the first party that failed threw
   */
  public <R> ThreeRun<R> run(PartyProgram<R> program) {
    List<InMemoryChannel.Pair> links =
        List.of(
            InMemoryChannel.pair(1, 2, deadline),
            InMemoryChannel.pair(2, 3, deadline),
            InMemoryChannel.pair(3, 1, deadline));
    List<MessageClock.Link> clocks = new ArrayList<>();
    for (int i = 0; i < PARTIES; i++) {
      clocks.add(new MessageClock.Link());
    }
    ExecutorService threads = Executors.newFixedThreadPool(PARTIES);
    try {
      List<Future<ThreeRun.Side<R>>> running = new ArrayList<>();
      for (int p = 1; p <= PARTIES; p++) {
        int before = (p + 1) % PARTIES;
        ThreeParty<R> party =
            new ThreeParty<>(
                links.get(p - 1).first(), links.get(before).second(), random.of(p), wrapper);
        party.clock(clocks.get(p - 1), clocks.get(before), recording);
        running.add(start(threads, party, program));
      }
      Failures failures = new Failures();
      List<ThreeRun.Side<R>> sides = new ArrayList<>();
      for (Future<ThreeRun.Side<R>> f : running) {
        sides.add(failures.result(f));
      }
      failures.throwFirst();
      for (InMemoryChannel.Pair link : links) {
        drained(link.first(), link.second());
        drained(link.second(), link.first());
      }
      return new ThreeRun<>(sides);
    } finally {
      for (InMemoryChannel.Pair link : links) {
        link.first().close();
        link.second().close();
      }
      threads.shutdownNow();
      Sessions.awaitEnd(threads);
    }
  }

  private static void drained(PartyChannel from, PartyChannel to) {
    Sessions.requireDrained("party " + to.self(), from, to);
  }

  private static <R> Future<ThreeRun.Side<R>> start(
      ExecutorService threads, ThreeParty<R> party, PartyProgram<R> program) {
    Callable<ThreeRun.Side<R>> task = () -> party.run(program);
    return threads.submit(task);
  }
}
