package io.sharelens.node.feature;

import io.sharelens.node.store.Counters;
import io.sharelens.node.store.ReplicaRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.files.ShareLocation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stores index rows at node 3: first the bytes, durably, then the rows that name them. */
public final class ReplicaWriter {
  private final Store store;
  private final String index;

  /**
   * @param index name of the index with its options
   */
  public ReplicaWriter(Store store, String index) {
    this.store = store;
    this.index = index;
  }

  /**
   * @param rows one for each key, back to back
   */
  public void write(long[] rowKeys, String model, ByteBuffer rows) {
    List<ShareLocation> places = store.shares().append(RowBytes.each(rows, rowKeys.length));
    List<ReplicaRow> all = new ArrayList<>(rowKeys.length);
    for (int i = 0; i < rowKeys.length; i++) {
      all.add(new ReplicaRow(rowKeys[i], model, index, places.get(i)));
    }
    long greatest = Arrays.stream(rowKeys).max().orElse(0);
    store.inTransaction(
        () -> {
          store.counters().skipTo(Counters.ROW_KEYS, greatest);
          store.replicaRows().insert(all);
        });
  }
}
