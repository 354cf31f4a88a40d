package io.sharelens.owner.agent;

import io.sharelens.owner.round.RoundOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the last rounds ended for this owner, in the state folder. Thread-safe. */
public final class RoundHistory {
  private static final String FILE = "history.json";

  /** Rounds that are kept; at four a day more than four months. */
  private static final int KEPT = 500;

  private final AgentFolder folder;
  private @Nullable List<PastRound> known;

  /**
   * Read once: one of an agent that runs follows by being that agent's own.
   *
   * @param folder where the agent's state is
   */
  public RoundHistory(AgentFolder folder) {
    this.folder = folder;
  }

  /** On disk, oldest first. */
  record Document(List<PastRound> rounds) {
    Document {
      rounds = List.copyOf(rounds);
    }
  }

  /** Newest first. */
  public synchronized List<PastRound> rounds() {
    List<PastRound> rounds = known;
    if (rounds == null) {
      rounds = folder.read(FILE, Document.class).map(Document::rounds).orElse(List.of());
      known = rounds;
    }
    return rounds.reversed();
  }

  /** A round's last end counts. */
  synchronized void add(String began, String ended, RoundOutcome outcome) {
    List<PastRound> all = new ArrayList<>(rounds().reversed());
    all.removeIf(r -> r.outcome().round() == outcome.round());
    all.add(new PastRound(began, ended, outcome));
    Document document = new Document(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    folder.write(FILE, document, false);
    known = document.rounds();
  }
}
