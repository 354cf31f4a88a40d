package io.sharelens.owner.round;

import io.sharelens.client.federation.RoundClient;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.mpc.error.LensException;
import java.util.Optional;
import java.util.Set;

/**
 * Takes an owner through a training round: joins, trains, shares and uploads its update, measures
 * the candidate, waits for the end. Every step is on disk before the next begins: when {@link #run}
 * fails or the process is killed, calling it again goes on, an upload with the very same bytes. One
 * round at a time for one state folder.
 */
public final class RoundWorker {
  /** The nodes will not take an update of this owner in this round any more. */
  private static final Set<String> TOO_LATE = Set.of("round-closed", "round-full");

  private final RoundClient client;
  private final RoundSetup setup;
  private final PictureReader reader;
  private final RoundWatch watch;

  /**
   * @param client stays the caller's
   * @param watch told of every step; may hold the work up
   */
  public RoundWorker(RoundClient client, RoundSetup setup, PictureReader reader, RoundWatch watch) {
    this.client = client;
    this.setup = setup;
    this.reader = reader;
    this.watch = watch;
  }

  /** Number of the round that was begun here and not ended; empty if there is none. */
  public Optional<Long> pending() {
    return RoundJournal.pending(setup.rounds());
  }

  /**
   * Takes part in a round until it is over, or goes on with it.
   *
   * @return how it ended; fails with RESOURCES where trying again later may help, else with the
   *     cause why this owner cannot take part
   */
  public RoundOutcome run(long number) {
    RoundPass pass = new RoundPass(client, setup, reader, watch, number);
    try {
      return pass.run();
    } catch (LensException e) {
      if (TOO_LATE.contains(e.code())) {
        return pass.missed(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** Forgets a round that was begun: it will not be gone on with. */
  public void forget(long number) {
    RoundJournal.forget(setup.rounds(), number);
  }
}
