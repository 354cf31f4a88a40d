package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Drops bytes that are no longer wanted. First the row says so (state REPLACED or DELETED), then
 * the bytes go, then the rows that named them: a crash in between is finished at the next start.
 */
public final class Removal {
  private static final int BATCH = 1000;

  private final Store store;

  Removal(Store store) {
    this.store = store;
  }

  /**
   * Drops files, features and index rows of replaced and deleted attempts.
   *
   * @return keys of the index rows that are gone; the dealer is to drop their masks
   */
  public List<Long> sweep() {
    List<Long> keys = new ArrayList<>();
    List<PictureRef> batch;
    do {
      batch = store.pictures().gone(BATCH);
      for (PictureRef ref : batch) {
        keys.addAll(sweep(ref));
      }
    } while (!batch.isEmpty());
    return keys;
  }

  /** Erases index rows (of an older model, say) and forgets them. */
  public void dropRows(List<IndexRow> rows) {
    for (IndexRow r : rows) {
      store.shares().erase(r.location());
    }
    store.indexRows().delete(rows);
  }

  /**
   * Node 3: erases and forgets index rows that nobody has any more.
   *
   * @param keep keys that are still in use
   * @param below keys from here on are not looked at: their rows may be in the making
   */
  public void dropReplicas(Set<Long> keep, long below) {
    List<ReplicaRow> rows = store.replicaRows().others(keep, below);
    rows.forEach(r -> store.shares().erase(r.location()));
    store.replicaRows().delete(rows);
  }

  /** Erases structures and forgets them. */
  public void dropStructures(Collection<StructureRow> structures) {
    structures.forEach(s -> store.shares().erase(s.location()));
    store.structures().delete(structures);
  }

  private List<Long> sweep(PictureRef ref) {
    ShareFiles files = store.shares();
    for (PartRow p : store.pictures().parts(ref)) {
      files.deletePart(p.file());
    }
    for (FeatureRow f : store.features().of(ref)) {
      files.erase(f.location());
    }
    List<IndexRow> rows = store.indexRows().of(ref);
    for (IndexRow r : rows) {
      files.erase(r.location());
    }
    store.pictures().forgetBytes(ref);
    return rows.stream().map(IndexRow::rowKey).toList();
  }
}
