package io.sharelens.node.round;

import io.sharelens.api.RoundState;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.round.intake.UpdateKeeping;
import io.sharelens.node.round.sum.ContributorSet;
import io.sharelens.node.round.sum.ContributorSet.Removed;
import io.sharelens.node.store.Leavers;
import io.sharelens.node.store.RoundResults.SetRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.util.Set;
import java.util.stream.Collectors;

/** What happens at a node when a round is over. */
final class RoundEnd {
  private final Store store;
  private final ModelShelf shelf;
  private final UpdateKeeping keeping;

  RoundEnd(Store store, ModelShelf shelf, UpdateKeeping keeping) {
    this.store = store;
    this.shelf = shelf;
    this.keeping = keeping;
  }

  /**
   * Removals that the round carried out are done; shares and models that nothing needs any more go.
   */
  void settle(RoundRow round) {
    if (round.state() == RoundState.PUBLISHED) {
      removed(store, round.number())
          .forEach(owner -> store.leavers().settle(owner, Leavers.DONE, round.number()));
    }
    String candidate = round.candidate();
    if (candidate != null) {
      shelf.discard(candidate);
    }
    String model = round.model();
    if (model != null && round.state() == RoundState.FAILED) {
      shelf.discard(model);
    }
    keeping.sweep();
  }

  /** Owners whose updates a round subtracted for the first time. */
  static Set<String> removed(Store store, long round) {
    Set<String> wanted =
        store.leavers().list().stream()
            .filter(l -> l.removal().equals(Leavers.WANTED))
            .map(Leavers.Leaver::owner)
            .collect(Collectors.toSet());
    return store
        .roundResults()
        .set(round, ContributorSet.KIND)
        .map(SetRow::content)
        .map(ContributorSet::read)
        .map(
            s ->
                s.removals().stream()
                    .map(Removed::owner)
                    .filter(wanted::contains)
                    .collect(Collectors.toSet()))
        .orElse(Set.of());
  }
}
