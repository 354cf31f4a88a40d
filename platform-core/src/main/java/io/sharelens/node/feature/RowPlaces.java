package io.sharelens.node.feature;

import io.sharelens.node.store.ReplicaRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.files.ShareLocation;
import java.util.Map;
import java.util.TreeMap;

/** Where this node's index rows lie that may be searched, by key in ascending order. */
@FunctionalInterface
interface RowPlaces {
  Map<Long, ShareLocation> of(String model, String index);

  /** Keys in ascending order. */
  default long[] keys(String model, String index) {
    return of(model, index).keySet().stream().mapToLong(Long::longValue).toArray();
  }

  /** At nodes 1 and 2: rows of living pictures. */
  static RowPlaces ofPictures(Store store) {
    return new RowPlaces() {
      @Override
      public Map<Long, ShareLocation> of(String model, String index) {
        Map<Long, ShareLocation> places = new TreeMap<>();
        store.indexRows().list(model, index).forEach(r -> places.put(r.rowKey(), r.location()));
        return places;
      }

      @Override
      public long[] keys(String model, String index) {
        return store.indexRows().keys(model, index);
      }
    };
  }

  /** At node 3: all rows that were not dropped. */
  static RowPlaces ofReplicas(Store store) {
    return (model, index) -> {
      Map<Long, ShareLocation> places = new TreeMap<>();
      for (ReplicaRow r : store.replicaRows().list(model, index)) {
        places.put(r.rowKey(), r.location());
      }
      return places;
    };
  }
}
