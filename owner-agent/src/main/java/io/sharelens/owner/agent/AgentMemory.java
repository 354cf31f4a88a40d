package io.sharelens.owner.agent;

import io.sharelens.owner.round.RoundOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent has to remember over restarts: the rounds it began, for the policy, and how many
 * pictures are new since it last contributed. Written before a round is joined. Thread-safe.
 */
final class AgentMemory {
  private static final String FILE = "memory.json";
  private static final Duration DAY = Duration.ofDays(1);
  private static final int KEPT = 1000;

  private final AgentFolder folder;
  private final Clock clock;
  private final RoundHistory history;
  private Document document;

  /**
   * On disk.
   *
   * @param fresh pictures outsourced since the last contribution
   * @param sent bytes of pictures' shares that ever went to the nodes
   */
  record Document(List<Begun> rounds, int fresh, long sent) {
    Document {
      rounds = List.copyOf(rounds);
    }
  }

  /**
   * A round.
   *
   * @param at ISO-8601
   * @param over whether there is nothing more to do in it
   */
  record Begun(long number, String at, boolean over) {}

  AgentMemory(AgentFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    this.history = new RoundHistory(folder);
    this.document = folder.read(FILE, Document.class).orElse(new Document(List.of(), 0, 0));
  }

  RoundHistory history() {
    return history;
  }

  /** Rounds begun in the last 24 hours. */
  synchronized int roundsToday() {
    Instant since = clock.instant().minus(DAY);
    return (int)
        document.rounds().stream().filter(r -> Instant.parse(r.at()).isAfter(since)).count();
  }

  synchronized boolean begun(long number) {
    return document.rounds().stream().anyMatch(r -> r.number() == number);
  }

  /** Whether a round was ended here or given up. */
  synchronized boolean over(long number) {
    return document.rounds().stream().anyMatch(r -> r.number() == number && r.over());
  }

  synchronized void begin(long number) {
    if (!begun(number)) {
      put(new Begun(number, clock.instant().toString(), false), document.fresh());
    }
  }

  /** Nothing more is done in this round. */
  synchronized void end(RoundOutcome outcome) {
    long number = outcome.round();
    int fresh = outcome.result() == RoundOutcome.Result.CONTRIBUTED ? 0 : document.fresh();
    String now = clock.instant().toString();
    String at =
        document.rounds().stream()
            .filter(r -> r.number() == number)
            .map(Begun::at)
            .findFirst()
            .orElse(now);
    put(new Begun(number, at, true), fresh);
    history.add(at, now, outcome);
  }

  synchronized int fresh() {
    return document.fresh();
  }

  /** Bytes of pictures' shares that ever went to the nodes. */
  synchronized long sent() {
    return document.sent();
  }

  /** A run through the folder is over. */
  synchronized void outsourced(int pictures, long bytes) {
    if (pictures > 0 || bytes > 0) {
      document =
          new Document(document.rounds(), document.fresh() + pictures, document.sent() + bytes);
      folder.write(FILE, document, true);
    }
  }

  private void put(Begun round, int fresh) {
    List<Begun> rounds = new ArrayList<>(document.rounds());
    rounds.removeIf(r -> r.number() == round.number());
    rounds.add(round);
    int from = Math.max(0, rounds.size() - KEPT);
    document = new Document(rounds.subList(from, rounds.size()), fresh, document.sent());
    folder.write(FILE, document, true);
  }
}
