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
    MaterialReader in = dealer.request(RowMaskCorrelation.KIND, n, params(columns, keys));
    int[] masked = RowMaskCorrelation.read(in, n, columns);
    in.done();
    int[] v = AdditiveTensor.shareOf(rows);
    for (int i = 0; i < masked.length; i++) {
      masked[i] = v[i] - masked[i];
    }
    return new FixedRows(rows, peer.sum(masked), keys.clone());
  }

  static SharedTensor product(
      PeerLink peer, DealerClient dealer, Kernels kernels, SharedTensor vectors, FixedRows rows) {
    int b = vectors.shape().dim(0);
    int columns = rows.columns();
    if (vectors.shape().dim(1) != columns) {
      throw LensException.internal(
          "bad-shape", "vectors " + vectors.shape() + " for rows of " + columns);
    }
    int[] a = new int[b * columns];
    MaterialReader in = dealer.request(RowDotCorrelation.KIND, b, params(columns, rows.keys()));
    int[] z = RowDotCorrelation.read(in, a, b, rows.rows());
    in.done();
    int[] q = AdditiveTensor.shareOf(vectors);
    int[] masked = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      masked[i] = q[i] - a[i];
    }
    int[] e = peer.sum(masked);
    int[] v = AdditiveTensor.shareOf(rows.shares());
    Beaver.accumulate(z, kernels.matmulTransposed(e, v, b, columns, rows.rows()));
    Beaver.accumulate(z, kernels.matmulTransposed(a, rows.masked(), b, columns, rows.rows()));
    return new AdditiveTensor(Shape.of(b, rows.rows()), z);
  }

  private static long[] params(int columns, long[] keys) {
    long[] p = new long[keys.length + 1];
    p[0] = columns;
    System.arraycopy(keys, 0, p, 1, keys.length);
    return p;
  }
}
