package io.sharelens.node.round;

import io.sharelens.api.RoundState;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of a round's row at node 1. Every change is durable when the call returns. */
final class RoundLedger {
  private static final Logger LOG = LoggerFactory.getLogger(RoundLedger.class);
  private static final double MILLIS = 1000;

  private final Store store;
  private final RoundGate gate;
  private final RoundEnd end;
  private final Clock clock;

  RoundLedger(Store store, RoundGate gate, RoundEnd end, Clock clock) {
    this.store = store;
    this.gate = gate;
    this.end = end;
    this.clock = clock;
  }

  /**
   * Goes on to the next phase.
   *
   * @param most how long it may take
   * @return whether the round still was where {@code row} says
   */
  boolean next(RoundRow row, RoundState state, Duration most) {
    long now = clock.millis();
    RoundRow next =
        change(row, state, null, row.version(), phase(row, now), now, now + most.toMillis(), null);
    boolean done = gate.locked(() -> store.rounds().update(next, row.state()));
    if (done) {
      LOG.info("round {} is {}", row.number(), state);
    }
    return done;
  }

  /** More time for what is left of the phase. */
  void extend(RoundRow row, Duration most) {
    RoundRow later =
        change(
            row,
            row.state(),
            null,
            row.version(),
            RoundRecord.of(row),
            row.phase(),
            clock.millis() + most.toMillis(),
            null);
    gate.locked(() -> store.rounds().update(later, row.state()));
  }

  /** The round ends without a result. */
  void fail(RoundRow row, String code, String why) {
    end(row, RoundState.FAILED, code + ": " + why, null);
  }

  /** The round ends with a published model. */
  void published(RoundRow row, int version) {
    end(row, RoundState.PUBLISHED, null, version);
  }

  /** Writes something down about a round that is still where {@code row} says. */
  void record(RoundRow row, UnaryOperator<RoundRecord> change) {
    gate.locked(
        () -> {
          RoundRow now = store.rounds().find(row.number()).orElse(row);
          RoundRow changed =
              change(
                  now,
                  now.state(),
                  now.cause(),
                  now.version(),
                  change.apply(RoundRecord.of(now)),
                  now.phase(),
                  now.deadline(),
                  now.ended());
          store.rounds().update(changed, now.state());
        });
  }

  /** Node 2 knows how the round ended. */
  void told(RoundRow row) {
    store
        .rounds()
        .update(
            new RoundRow(
                row.number(),
                row.state(),
                row.cause(),
                row.origin(),
                row.parent(),
                row.candidate(),
                row.model(),
                row.version(),
                row.words(),
                row.rules(),
                row.record(),
                row.opened(),
                row.phase(),
                row.deadline(),
                row.ended(),
                true),
            row.state());
  }

  private void end(
      RoundRow row, RoundState state, @Nullable String cause, @Nullable Integer version) {
    long now = clock.millis();
    boolean done =
        gate.locked(
            () -> {
              RoundRow fresh = store.rounds().find(row.number()).orElse(row);
              RoundRow ended =
                  change(fresh, state, cause, version, phase(fresh, now), now, null, now);
              if (fresh.state().over() || !store.rounds().update(ended, fresh.state())) {
                return false;
              }
              end.settle(ended);
              return true;
            });
    if (done) {
      LOG.info("round {} is {}{}", row.number(), state, cause == null ? "" : " (" + cause + ")");
    }
  }

  private static RoundRecord phase(RoundRow row, long now) {
    return RoundRecord.of(row).phase(row.state(), (now - row.phase()) / MILLIS);
  }

  private static RoundRow change(
      RoundRow r,
      RoundState state,
      @Nullable String cause,
      @Nullable Integer version,
      RoundRecord record,
      long phase,
      @Nullable Long deadline,
      @Nullable Long ended) {
    return new RoundRow(
        r.number(),
        state,
        cause,
        r.origin(),
        r.parent(),
        r.candidate(),
        r.model(),
        version,
        r.words(),
        r.rules(),
        record.json(),
        r.opened(),
        phase,
        deadline,
        ended,
        r.told());
  }
}
