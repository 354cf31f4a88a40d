package io.sharelens.node.round.sum;

import io.sharelens.api.RoundState;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.round.sum.ContributorSet.Removed;
import io.sharelens.node.store.Leavers;
import io.sharelens.node.store.RoundResults.SetRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import io.sharelens.spi.federation.UpdateRules;
import java.time.Clock;
import java.util.Optional;

/**
 * Commits a round to a set of contributors, once for ever. Each node checks for itself that it
 * holds every update of the set, complete and of the plan that the other node has. Callers hold the
 * round's gate.
 */
public final class SetCommitment {
  private final Store store;
  private final UpdateRules rules;
  private final Clock clock;

  public SetCommitment(Store store, UpdateRules rules, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.clock = clock;
  }

  /** What this node committed to. */
  public Optional<ContributorSet> committed(long round) {
    return store
        .roundResults()
        .set(round, ContributorSet.KIND)
        .map(SetRow::content)
        .map(ContributorSet::read);
  }

  /**
   * Commits, or does nothing if this very set was committed to before.
   *
   * @throws LensException PROTOCOL {@code set-differs} (another one was), {@code bad-set}, {@code
   *     owner-left}, {@code update-gone}
   */
  public void commit(ContributorSet set) {
    RoundRow round =
        store
            .rounds()
            .find(set.round())
            .orElseThrow(() -> refuse("bad-set", "there is no round " + set.round()));
    SetRow known = store.roundResults().set(set.round(), ContributorSet.KIND).orElse(null);
    if (known != null && !known.digest().equals(set.digest())) {
      throw refuse("set-differs", "round " + set.round() + " is committed to another set for ever");
    }
    if (round.state() != RoundState.AGGREGATING) {
      throw refuse("bad-set", "round " + set.round() + " is " + round.state());
    }
    set.check(rules.minOwners(), rules.maxOwners());
    if (!set.parent().equals(round.parent()) || set.words() != round.words()) {
      throw refuse("bad-set", "the set is for another model");
    }
    set.contributors().forEach(c -> check(set.round(), c));
    set.removals().forEach(this::check);
    if (known == null) {
      store.inTransaction(
          () -> {
            store
                .roundResults()
                .commit(set.round(), ContributorSet.KIND, set.row(), clock.millis());
            store.rounds().owners(set.round()).stream()
                .filter(o -> !o.step().equals("left"))
                .forEach(o -> store.rounds().step(set.round(), o.owner(), "late"));
            for (Contributor c : set.contributors()) {
              store.updates().state(set.round(), c.attempt(), UpdateRow.COUNTED);
              store.rounds().step(set.round(), c.owner(), "contributed");
            }
          });
    }
  }

  private void check(long round, Contributor c) {
    if (store.leavers().find(c.owner()).isPresent()) {
      throw refuse("owner-left", c.pseudonym() + " left after it had been counted");
    }
    UpdateRow u = held(round, c.attempt(), c.owner(), c.digest());
    if (u.pictures() != c.pictures() || c.pictures() > rules.maxPictures()) {
      throw refuse("bad-set", c.pseudonym() + " does not count for " + c.pictures() + " pictures");
    }
  }

  private void check(Removed r) {
    Leavers.Leaver leaver =
        store
            .leavers()
            .find(r.owner())
            .orElseThrow(() -> refuse("bad-set", "an owner is to be removed that has not left"));
    if (leaver.removal().equals(Leavers.NONE)) {
      throw refuse("bad-set", "an owner is to be removed that did not ask for it");
    }
    UpdateRow u = held(r.round(), r.attempt(), r.owner(), r.digest());
    if (!u.state().equals(UpdateRow.COUNTED) || u.pictures() != r.pictures()) {
      throw refuse("bad-set", "attempt " + r.attempt() + " was not counted like this");
    }
  }

  private UpdateRow held(long round, String attempt, String owner, String digest) {
    UpdateRow u = store.updates().find(round, attempt).orElse(null);
    if (u == null
        || u.file() == null
        || !(u.state().equals(UpdateRow.COMPLETE) || u.state().equals(UpdateRow.COUNTED))) {
      throw refuse("update-gone", "attempt " + attempt + " is not complete here (any more)");
    }
    if (!u.owner().equals(owner) || !u.planDigest().equals(digest)) {
      throw refuse("bad-set", "attempt " + attempt + " is another update here");
    }
    return u;
  }

  private static LensException refuse(String code, String why) {
    return LensException.protocol(code, why);
  }
}
