package io.sharelens.node.round;

import io.sharelens.node.control.ControlClient;
import io.sharelens.node.control.RoundMessages.Member;
import io.sharelens.node.control.RoundMessages.RoundAnswer;
import io.sharelens.node.control.RoundMessages.RoundNotice;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.Leavers;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Node 1 tells node 2 where a round stands, and hears how far node 2 is. */
class RoundLink {
  private final Store store;
  private final ControlClient control;

  RoundLink(Store store, ControlClient control) {
    this.store = store;
    this.control = control;
  }

  /**
   * @param reports set that is to be committed to; null for none
   * @throws io.sharelens.mpc.error.LensException RESOURCES if node 2 is away, else what it refuses
   *     with
   */
  RoundAnswer tell(RoundRow r, @Nullable ReportSet reports) {
    List<Member> owners =
        store.rounds().owners(r.number()).stream()
            .map(o -> new Member(o.owner(), o.pseudonym(), o.pictures(), o.step()))
            .toList();
    return control.round(
        new RoundNotice(
            r.number(),
            r.state(),
            r.cause(),
            r.origin(),
            r.parent(),
            r.words(),
            RoundViews.rules(r),
            r.opened(),
            r.phase(),
            r.deadline(),
            r.ended(),
            owners,
            reports == null ? null : CanonicalJson.text(reports),
            r.model(),
            r.version(),
            store.leavers().list().stream()
                .filter(l -> l.removal().equals(Leavers.LOST))
                .map(Leavers.Leaver::owner)
                .toList()));
  }
}
