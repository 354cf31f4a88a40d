package io.sharelens.node.intake;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.Contributions;
import io.sharelens.node.service.NodeEvents;
import io.sharelens.node.store.PrincipalRow;
import io.sharelens.node.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * An owner leaves for good (FLSIR, section VI-D): with one commit its account ends, nobody may find
 * its pictures any more, and all of them are deleted; then their bytes are erased as after every
 * deletion. What becomes of its updates is up to {@link Contributions}.
 */
public final class Departure {
  private final Store store;
  private final Contributions contributions;
  private final NodeEvents events;
  private final Clock clock;

  public Departure(Store store, Contributions contributions, NodeEvents events, Clock clock) {
    this.store = store;
    this.contributions = contributions;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @param removeInfluence whether its updates are to be taken out of the model
   * @throws LensException USER {@code no-such-principal} if there is no such owner any more
   */
  public LeaveAnswer leave(String owner, boolean removeInfluence) {
    requireOwner(owner);
    // First, since it may be repeated: a crash after it leaves an owner that can ask again.
    Contributions.Left left = contributions.left(owner, removeInfluence);
    long now = clock.millis();
    int pictures =
        store.inTransaction(
            () -> {
              int n = store.pictures().deleteAll(owner, now);
              store.principals().revokeGrantsOf(owner);
              store.principals().revoke(owner, now);
              return n;
            });
    events.grantsChanged();
    events.deleted(owner);
    return new LeaveAnswer(
        pictures, left.dropped(), left.kept(), statements(pictures, left.statements()));
  }

  private void requireOwner(String name) {
    PrincipalRow row = store.principals().find(name).orElse(null);
    if (row == null || row.revoked() != null || !row.role().equals(Role.OWNER.text())) {
      throw LensException.user(
          "no-such-principal", "there is no owner '" + name + "' at this node");
    }
  }

  private static List<String> statements(int pictures, List<String> more) {
    List<String> all = new ArrayList<>();
    all.add(
        "this node's shares of "
            + pictures
            + " pictures and of their features are deleted; no search finds them any more");
    all.add("the account has ended; its tokens are of no use any more");
    all.add(
        "copies that users received, and backups that the node's operator made, are not undone");
    all.addAll(more);
    return all;
  }
}
