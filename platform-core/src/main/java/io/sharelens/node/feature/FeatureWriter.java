package io.sharelens.node.feature;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.FeatureRow;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.files.ShareLocation;
import io.sharelens.spi.FeatureSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores what an extraction session made: first the bytes, durably, then the rows that name them.
 */
public final class FeatureWriter {
  private final Store store;
  private final String index;

  /**
   * @param index name of the index with its options
   */
  public FeatureWriter(Store store, String index) {
    this.store = store;
    this.index = index;
  }

  /**
   * Stores a batch; rows of the same pictures from an extraction that the other node did not finish
   * are replaced, their bytes erased.
   *
   * @param features n * dimension words of this node's share
   * @param rows n index rows, back to back
   */
  public void write(
      List<PictureRef> pictures,
      long[] rowKeys,
      String model,
      FeatureSpec spec,
      int[] features,
      ByteBuffer rows) {
    int n = pictures.size();
    int dimension = spec.dimension();
    if (features.length != n * dimension) {
      throw LensException.internal("bad-features", "features do not fit " + n + " pictures");
    }
    List<ByteBuffer> payloads = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      ByteBuffer f = ByteBuffer.allocate(4 * dimension).order(ByteOrder.LITTLE_ENDIAN);
      f.asIntBuffer().put(features, i * dimension, dimension);
      payloads.add(f);
    }
    payloads.addAll(RowBytes.each(rows, n));
    List<ShareLocation> places = store.shares().append(payloads);
    List<FeatureRow> featureRows = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      featureRows.add(
          new FeatureRow(
              pictures.get(i), model, dimension, spec.fractionBits(), places.get(i), rowKeys[i]));
    }
    insert(pictures, rowKeys, model, places.subList(n, 2 * n), featureRows);
  }

  /** Stores index rows that were made of features which are stored already. */
  public void write(List<PictureRef> pictures, long[] rowKeys, String model, ByteBuffer rows) {
    List<ShareLocation> places = store.shares().append(RowBytes.each(rows, pictures.size()));
    insert(pictures, rowKeys, model, places, List.of());
  }

  private void insert(
      List<PictureRef> pictures,
      long[] rowKeys,
      String model,
      List<ShareLocation> places,
      List<FeatureRow> features) {
    List<IndexRow> rows = new ArrayList<>(rowKeys.length);
    List<IndexRow> stale = new ArrayList<>();
    for (int i = 0; i < rowKeys.length; i++) {
      PictureRef ref = pictures.get(i);
      rows.add(new IndexRow(rowKeys[i], ref, model, index, places.get(i)));
      store.indexRows().of(ref).stream()
          .filter(r -> r.model().equals(model) && r.index().equals(index))
          .forEach(stale::add);
    }
    store.inTransaction(
        () -> {
          store.removal().dropRows(stale);
          store.features().replace(features);
          store.indexRows().insert(rows);
        });
  }
}
