package io.sharelens.node.round;

import io.sharelens.api.RoundState;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.RoundMessages.RoundAnswer;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.store.Leavers.Leaver;
import io.sharelens.node.store.RoundOwnerRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine at node 1: looks at where a round stands and takes the next step, if it can be
 * taken. All it knows is in the database, so that it goes on after a crash wherever that came. Used
 * by one thread.
 */
final class RoundSteps {
  private static final Logger LOG = LoggerFactory.getLogger(RoundSteps.class);

  private final Store store;
  private final ModelShelf shelf;
  private final RoundTerms terms;
  private final RoundLedger ledger;
  private final RoundLink link;
  private final AggregateStep aggregate;
  private final CalibrateStep calibrate;
  private final Liveness liveness;
  private final Clock clock;

  RoundSteps(
      Store store,
      ModelShelf shelf,
      RoundTerms terms,
      RoundLedger ledger,
      RoundLink link,
      AggregateStep aggregate,
      CalibrateStep calibrate,
      Clock clock) {
    this.store = store;
    this.shelf = shelf;
    this.terms = terms;
    this.ledger = ledger;
    this.link = link;
    this.aggregate = aggregate;
    this.calibrate = calibrate;
    this.liveness = new Liveness(clock, () -> terms.config().silence());
    this.clock = clock;
  }

  /**
   * Takes a step.
   *
   * @return whether anything changed
   * @throws LensException if node 2 is away or something failed that may work later
   */
  boolean step(RoundRow row) {
    String published = shelf.published().map(m -> m.sha256()).orElse("");
    if (!published.equals(row.parent()) && !published.equals(row.model())) {
      ledger.fail(row, "model-changed", "another model was published meanwhile");
      return true;
    }
    try {
      return switch (row.state()) {
        case OPEN -> open(row);
        case COLLECTING -> collect(row);
        case AGGREGATING -> aggregate.step(row);
        case CALIBRATING -> calibrate.step(row);
        case PUBLISHED, FAILED -> false;
      };
    } catch (LensException e) {
      if (Troubles.isFinal(e)) {
        ledger.fail(row, e.code(), e.getMessage());
        return true;
      }
      if (late(row) && row.state() != RoundState.OPEN && row.state() != RoundState.COLLECTING) {
        ledger.fail(row, e.code(), "the nodes could not go on in time: " + e.getMessage());
        return true;
      }
      throw e;
    }
  }

  private boolean open(RoundRow row) {
    tryTell(row);
    Set<String> left = left(null);
    List<RoundOwnerRow> joined =
        store.rounds().owners(row.number()).stream()
            .filter(o -> !left.contains(o.owner()))
            .toList();
    if (joined.size() >= terms.rules().minOwners()) {
      return ledger.next(row, RoundState.COLLECTING, terms.config().collect());
    }
    if (late(row)) {
      ledger.fail(
          row,
          Troubles.TOO_FEW,
          joined.size()
              + " owners joined in time, at least "
              + terms.rules().minOwners()
              + " must");
      return true;
    }
    return false;
  }

  private boolean collect(RoundRow row) {
    RoundAnswer answer = tryTell(row);
    if (answer == null) {
      // Nobody knows what node 2 has: that is for the next phase, which may fail because of it.
      return late(row) && close(row);
    }
    List<RoundOwnerRow> joined = store.rounds().owners(row.number());
    Set<String> left = left(answer);
    SetChoice choice = choice(row, answer);
    warn(row, choice);
    Set<String> delivered =
        choice.contributors().stream().map(Contributor::owner).collect(Collectors.toSet());
    boolean changed = false;
    for (RoundOwnerRow o : joined) {
      if (delivered.contains(o.owner()) && !o.step().equals("delivered")) {
        store.rounds().step(row.number(), o.owner(), "delivered");
        changed = true;
      }
    }
    boolean enough = delivered.size() >= terms.rules().minOwners();
    if (enough && liveness.waitedFor(joined, delivered, left).isEmpty()) {
      return close(row);
    }
    if (late(row)) {
      if (enough) {
        return close(row);
      }
      ledger.fail(
          row,
          Troubles.TOO_FEW,
          delivered.size()
              + " of "
              + joined.size()
              + " owners delivered both shares in time, at least "
              + terms.rules().minOwners()
              + " must");
      return true;
    }
    return changed;
  }

  /** From now on no update is taken in. */
  private boolean close(RoundRow row) {
    return ledger.next(row, RoundState.AGGREGATING, terms.config().aggregate());
  }

  private SetChoice choice(RoundRow row, RoundAnswer answer) {
    return SetChoice.of(
        store.rounds().owners(row.number()),
        complete(store, row.number()),
        answer.updates(),
        left(answer),
        terms.rules().maxOwners());
  }

  private void warn(RoundRow row, SetChoice choice) {
    for (String pseudonym : choice.differing()) {
      String sentence =
          "the shares of " + pseudonym + " belong to different updates (plan-differs): not counted";
      if (!RoundRecord.of(row).warnings().contains(sentence)) {
        ledger.record(row, r -> r.warning(sentence));
      }
    }
  }

  static List<UpdateRow> complete(Store store, long round) {
    return store.updates().of(round).stream()
        .filter(u -> u.file() != null)
        .filter(u -> u.state().equals(UpdateRow.COMPLETE) || u.state().equals(UpdateRow.COUNTED))
        .toList();
  }

  private Set<String> left(@Nullable RoundAnswer answer) {
    Set<String> left = new HashSet<>(store.leavers().list().stream().map(Leaver::owner).toList());
    if (answer != null) {
      left.addAll(answer.left());
    }
    return left;
  }

  private @Nullable RoundAnswer tryTell(RoundRow row) {
    try {
      return link.tell(row, null);
    } catch (LensException e) {
      LOG.debug("round {}: {}", row.number(), e.getMessage());
      return null;
    }
  }

  private boolean late(RoundRow row) {
    Long deadline = row.deadline();
    return deadline != null && clock.millis() > deadline;
  }
}
