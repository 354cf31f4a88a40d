package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareFiles;
import java.util.ArrayList;
import java.util.List;

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
