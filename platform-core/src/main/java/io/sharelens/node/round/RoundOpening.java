package io.sharelens.node.round;

import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundState;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.store.Counters;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** When rounds begin, at node 1: one at a time. Thread-safe. */
final class RoundOpening {
  private static final String SET_UP = "rounds-since";

  private final Store store;
  private final ModelShelf shelf;
  private final RoundTerms terms;
  private final RoundGate gate;
  private final RoundGuard guard;
  private final Clock clock;

  RoundOpening(
      Store store,
      ModelShelf shelf,
      RoundTerms terms,
      RoundGate gate,
      RoundGuard guard,
      Clock clock) {
    this.guard = guard;
    this.store = store;
    this.shelf = shelf;
    this.terms = terms;
    this.gate = gate;
    this.clock = clock;
    if (store.facts().get(SET_UP).isEmpty()) {
      store.facts().put(SET_UP, String.valueOf(clock.millis()));
    }
  }

  /**
   * An administrator's round.
   *
   * @throws LensException USER {@code round-running}, {@code no-model} or {@code secret-weights}
   */
  RoundRow start() {
    return gate.locked(
        () -> {
          store
              .rounds()
              .current()
              .ifPresent(
                  r -> {
                    throw LensException.user(
                        "round-running", "round " + r.number() + " is " + r.state());
                  });
          return open("admin");
        });
  }

  /**
   * An owner's wish.
   *
   * @return the round that runs, or a new one
   * @throws LensException USER {@code too-many-requests}, {@code too-few-pictures}, {@code
   *     no-model} or {@code secret-weights}
   */
  RoundRow request(RoundRequest request) {
    return gate.locked(
        () -> {
          RoundRow running = store.rounds().current().orElse(null);
          if (running != null) {
            return running;
          }
          int enough = terms.config().requestPictures();
          if (request.pictures() < enough) {
            throw LensException.user(
                "too-few-pictures",
                "an owner can ask for a round with " + enough + " new pictures");
          }
          long pause = terms.config().requestPause().toMillis();
          store.rounds().list(RoundDesk.LOOK).stream()
              .filter(r -> r.origin().equals("owner"))
              .findFirst()
              .filter(r -> r.opened() + pause > clock.millis())
              .ifPresent(
                  r -> {
                    throw LensException.user(
                        "too-many-requests",
                        "owners can ask for the next round from "
                            + RoundViews.time(r.opened() + pause));
                  });
          return open("owner");
        });
  }

  /** Begins a round if the schedule says so; nothing happens without a model to be trained. */
  Optional<RoundRow> due() {
    return gate.locked(
        () -> {
          Instant next = next().orElse(null);
          if (next == null
              || next.isAfter(clock.instant())
              || store.rounds().current().isPresent()
              || guard.refusal().isPresent()
              || shelf.published().filter(m -> !split(m.sha256())).isEmpty()) {
            return Optional.empty();
          }
          return Optional.of(open("schedule"));
        });
  }

  /** When the schedule begins the next round. */
  Optional<Instant> next() {
    long last =
        store.rounds().list(1).stream()
            .map(RoundRow::opened)
            .findFirst()
            .orElseGet(() -> Long.parseLong(store.facts().get(SET_UP).orElse("0")));
    return terms.config().schedule().after(Instant.ofEpochMilli(last));
  }

  /** What an owner is told that comes too late. */
  LensException closed(long number) {
    String state =
        store.rounds().find(number).map(r -> "is " + r.state()).orElse("is not known here");
    String next =
        next()
            .map(t -> "the next one begins at " + t)
            .orElse("the next one begins when an administrator or an owner asks for it");
    return LensException.user("round-closed", "round " + number + " " + state + "; " + next);
  }

  private boolean split(String model) {
    return PublishedModel.read(shelf.file(model)).split().isPresent();
  }

  private RoundRow open(String origin) {
    guard
        .refusal()
        .ifPresent(
            e -> {
              throw e;
            });
    String parent =
        shelf
            .published()
            .map(m -> m.sha256())
            .orElseThrow(
                () -> LensException.user("no-model", "no model is published to start from"));
    if (split(parent)) {
      throw LensException.user(
          "secret-weights",
          "the published model is split: its weights are known to its owner alone, who trains it;"
              + " a model that owners train together has public weights");
    }
    long words = UpdateLayout.of(PublishedModel.read(shelf.file(parent))).words();
    long now = clock.millis();
    RoundRecord record = RoundRecord.EMPTY;
    if (terms.rules().minOwners() < 3) {
      record =
          record.warning(
              "with two owners each one can work out the other's update from the published model");
    }
    RoundRow row =
        new RoundRow(
            store.counters().take(Counters.ROUNDS, 1),
            RoundState.OPEN,
            null,
            origin,
            parent,
            null,
            null,
            null,
            words,
            CanonicalJson.text(terms.document()),
            record.json(),
            now,
            now,
            now + terms.config().join().toMillis(),
            null,
            false);
    store.rounds().insert(row);
    return row;
  }
}
