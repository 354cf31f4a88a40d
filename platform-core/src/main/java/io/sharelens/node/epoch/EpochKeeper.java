package io.sharelens.node.epoch;

import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.PictureRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tidies up at a computing node when an epoch begins to count: its pictures are indexed, the
 * attempts that they replace go, and so do rows that neither it nor the epoch before names.
 */
public final class EpochKeeper {
  private final NodeContext node;
  private final EpochBook epochs;
  private final Consumer<Epoch> searchable;

  /**
   * @param searchable told of each epoch when all is tidy; must not block
   */
  public EpochKeeper(NodeContext node, EpochBook epochs, Consumer<Epoch> searchable) {
    this.node = node;
    this.epochs = epochs;
    this.searchable = searchable;
  }

  /** May be repeated: a crash half-way is made up for at the next start. */
  public void committed(Epoch epoch) {
    node.schemes().serve(epoch.header().scheme());
    if (node.node() == 3) {
      searchable.accept(epoch);
      return;
    }
    Set<Long> before = new HashSet<>();
    epochs.previous().ifPresent(p -> Arrays.stream(p.keys()).forEach(before::add));
    List<PictureRef> fresh = new ArrayList<>();
    for (EpochEntry e : epoch.pictures()) {
      if (!before.contains(e.rowKey())) {
        fresh.add(e.asRef());
      }
    }
    var pictures = node.store().pictures();
    pictures.indexed(fresh);
    for (PictureRef ref : fresh) {
      pictures
          .find(ref)
          .filter(a -> a.state().alive())
          .ifPresent((AttemptRow a) -> pictures.replaceOlder(a, false));
    }
    node.store().removal().sweep();
    dropOthers(epoch);
    searchable.accept(epoch);
  }

  /** Rows of an older model or index go as soon as no usable epoch names them. */
  private void dropOthers(Epoch epoch) {
    String model = epoch.header().model();
    String published = node.store().models().published().map(m -> m.sha256()).orElse("");
    String index = epoch.header().index();
    boolean switching =
        !published.equals(model)
            || !node.schemes().target().digest().equals(epoch.header().scheme())
            || epochs
                .previous()
                .filter(p -> !p.header().model().equals(model) || !p.header().index().equals(index))
                .isPresent();
    if (!switching) {
      List<IndexRow> others = node.store().indexRows().others(model, index);
      if (!others.isEmpty()) {
        node.store().removal().dropRows(others);
      }
    }
  }
}
