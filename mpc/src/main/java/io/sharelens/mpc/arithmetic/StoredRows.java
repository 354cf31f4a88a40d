package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.RowDotCorrelation;
import io.sharelens.mpc.dealer.RowMaskCorrelation;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;

/**
 * Products of fresh vectors with rows that are masked and opened once (PROTOCOLS section 5): F = V
 * - B is public to the servers; a query opens only e = q - a. Then q V = e V + a F + a B, each term
 * local but for a B, which the dealer shares.
 */
final class StoredRows {
  private StoredRows() {}

  static FixedRows fix(PeerLink peer, DealerClient dealer, SharedTensor rows, long[] keys) {
    int n = rows.shape().dim(0);
    int columns = rows.shape().dim(1);
    if (keys.length != n) {
      throw LensException.internal("bad-shape", keys.length + " keys for " + n + " rows");
    }
    MaterialReader in =
        dealer.request(RowMaskCorrelation.KIND, n, RowDotCorrelation.params(columns, keys));
    int[] masked = RowMaskCorrelation.read(in, n, columns);
    in.done();
    int[] v = AdditiveTensor.shareOf(rows);
    for (int i = 0; i < masked.length; i++) {
      masked[i] = v[i] - masked[i];
    }
    return new FixedRows(rows, peer.sum(masked), keys.clone());
  }

  /** One pass over the stored rows: (e | a) meets (V | F) as they lie there. */
  static SharedTensor product(
      PeerLink peer,
      DealerClient dealer,
      Kernels kernels,
      SharedTensor vectors,
      RowSet rows,
      int masked) {
    int b = vectors.shape().dim(0);
    int columns = vectors.shape().dim(1);
    int width = rows.table().width();
    if (masked < columns || masked + columns > width) {
      throw LensException.internal(
          "bad-shape", "vectors " + vectors.shape() + " for rows of " + width + " words");
    }
    int n = rows.size();
    int[] a = new int[Math.multiplyExact(b, columns)];
    MaterialReader in =
        dealer.request(RowDotCorrelation.KIND, b, RowDotCorrelation.params(columns, rows.keys()));
    RowDotCorrelation.readMasks(in, a);
    int[] q = AdditiveTensor.shareOf(vectors);
    int[] own = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      own[i] = q[i] - a[i];
    }
    int[] e = peer.sum(own);
    int[] both = new int[Math.multiplyExact(b, width)];
    for (int v = 0; v < b; v++) {
      System.arraycopy(e, v * columns, both, v * width, columns);
      System.arraycopy(a, v * columns, both, v * width + masked, columns);
    }
    int[] z = rows.products(kernels, both, b);
    RowDotCorrelation.addDots(in, z, b, n);
    in.done();
    return new AdditiveTensor(Shape.of(b, n), z);
  }
}
