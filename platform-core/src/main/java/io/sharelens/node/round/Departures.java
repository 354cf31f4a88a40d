package io.sharelens.node.round;

import io.sharelens.api.RoundState;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.round.intake.UpdateKeeping;
import io.sharelens.node.service.Contributions.Left;
import io.sharelens.node.store.Leavers;
import io.sharelens.node.store.Leavers.Leaver;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An owner leaves: its shares of updates go at once, or those that are in the model stay until they
 * are taken out of it. Thread-safe; calling it again changes nothing.
 */
final class Departures {
  private final Store store;
  private final RoundGate gate;
  private final UpdateKeeping keeping;
  private final boolean removable;
  private final Runnable changed;
  private final Clock clock;

  /**
   * @param removable whether an update can be taken out of the model at all
   */
  Departures(
      Store store,
      RoundGate gate,
      UpdateKeeping keeping,
      boolean removable,
      Runnable changed,
      Clock clock) {
    this.store = store;
    this.gate = gate;
    this.keeping = keeping;
    this.removable = removable;
    this.changed = changed;
    this.clock = clock;
  }

  Left leave(String owner, boolean removeInfluence) {
    Left left = gate.locked(() -> left(owner, removeInfluence));
    changed.run();
    return left;
  }

  private Left left(String owner, boolean removeInfluence) {
    List<String> statements = new ArrayList<>();
    List<UpdateRow> held =
        store.updates().ofOwner(owner).stream().filter(u -> u.file() != null).toList();
    boolean inModel = held.stream().anyMatch(this::mayBeInModel);
    boolean contributed =
        store.updates().ofOwner(owner).stream().anyMatch(u -> u.state().equals(UpdateRow.COUNTED));
    boolean keep = removeInfluence && removable && inModel;
    store
        .leavers()
        .add(new Leaver(owner, keep ? Leavers.WANTED : Leavers.NONE, clock.millis(), null));
    boolean wanted =
        store.leavers().find(owner).filter(l -> l.removal().equals(Leavers.WANTED)).isPresent();
    int dropped = 0;
    int kept = 0;
    for (UpdateRow u : held) {
      if (wanted && mayBeInModel(u)) {
        kept++;
      } else {
        keeping.drop(u);
        dropped++;
      }
    }
    store
        .rounds()
        .current()
        .filter(r -> store.rounds().owner(r.number(), owner).isPresent())
        .ifPresent(r -> store.rounds().step(r.number(), owner, "left"));
    if (wanted) {
      statements.add(
          "The shares of your updates are kept until the next round with at least three other"
              + " owners, which subtracts them inside its one opening; then they are deleted.");
      statements.add(
          "That removes the terms that your updates added to the model. It does not undo what"
              + " models published before have learned, nor your influence on other owners'"
              + " later updates.");
    } else if (contributed && removeInfluence && !removable) {
      statements.add(
          "This platform's aggregation cannot subtract your updates: its server keeps state between"
              + " rounds, or its scheme has no dealer; only training again from the version before"
              + " can undo them.");
    } else if (contributed && removeInfluence) {
      statements.add(
          "The shares of your updates are not kept any more, so they cannot be subtracted; only"
              + " training again from the version before can undo them.");
    } else if (contributed) {
      statements.add("What your updates added to the model stays in it.");
    }
    return new Left(dropped, kept, List.copyOf(statements));
  }

  /** In a set of a round that is published or may still be. */
  private boolean mayBeInModel(UpdateRow u) {
    Optional<RoundRow> round = store.rounds().find(u.round());
    return u.state().equals(UpdateRow.COUNTED)
        && round.filter(r -> r.state() != RoundState.FAILED).isPresent();
  }
}
