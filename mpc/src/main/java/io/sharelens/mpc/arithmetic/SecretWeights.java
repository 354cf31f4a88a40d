package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.dealer.ConvCorrelation;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.RowDotCorrelation;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;

/**
 * Convolution and matrix product with secret weights W that {@link StoredRows#fix} masked once: F =
 * W - B is public to the servers. A use opens only e = x - a with a fresh a, and x * W = e * W + a
 * * F + a * B for any bilinear product: the first two terms are local, the dealer shares the third.
 *
 * <p>Parties: 2 servers and a dealer. Adversary: semi-honest, one of the three. One round; 8 bytes
 * online for each word of the input over both servers, 4 dealer bytes for each word of the output,
 * whatever the weights' size. Exact modulo 2^32. Each server sees a uniform e, the dealer the
 * geometry and the rows' keys.
 */
final class SecretWeights {
  private SecretWeights() {}

  static SharedTensor conv2d(
      PeerLink peer,
      DealerClient dealer,
      Kernels kernels,
      SharedTensor input,
      FixedRows weights,
      ConvShape s) {
    require(
        input.shape().equals(s.input())
            && weights.rows() == s.outChannels()
            && weights.columns() == ConvCorrelation.columns(s),
        input,
        weights);
    MaterialReader in =
        dealer.request(ConvCorrelation.KIND, s.batch(), ConvCorrelation.params(s, weights.keys()));
    int[] a = new int[input.size()];
    ConvCorrelation.readMasks(in, a);
    int[] e = peer.sum(minus(AdditiveTensor.shareOf(input), a));
    int[] z = kernels.conv2d(s, e, AdditiveTensor.shareOf(weights.shares()));
    Beaver.accumulate(z, kernels.conv2d(s, a, weights.masked()));
    ConvCorrelation.addOutputs(in, z);
    in.done();
    return new AdditiveTensor(s.output(), z);
  }

  static SharedTensor matmul(
      PeerLink peer, DealerClient dealer, Kernels kernels, SharedTensor left, FixedRows weights) {
    int m = left.shape().dim(0);
    int k = left.shape().dim(1);
    int n = weights.rows();
    require(left.shape().rank() == 2 && weights.columns() == k, left, weights);
    MaterialReader in =
        dealer.request(RowDotCorrelation.KIND, m, RowDotCorrelation.params(k, weights.keys()));
    int[] a = new int[left.size()];
    RowDotCorrelation.readMasks(in, a);
    int[] e = peer.sum(minus(AdditiveTensor.shareOf(left), a));
    int[] z = kernels.matmulTransposed(e, AdditiveTensor.shareOf(weights.shares()), m, k, n);
    Beaver.accumulate(z, kernels.matmulTransposed(a, weights.masked(), m, k, n));
    RowDotCorrelation.addDots(in, z, m, n);
    in.done();
    return new AdditiveTensor(Shape.of(m, n), z);
  }

  private static int[] minus(int[] x, int[] a) {
    int[] e = new int[x.length];
    for (int i = 0; i < e.length; i++) {
      e[i] = x[i] - a[i];
    }
    return e;
  }

  private static void require(boolean fits, SharedTensor input, FixedRows weights) {
    if (!fits || weights.masked().length != weights.shares().size()) {
      throw LensException.internal(
          "bad-shape",
          "fixed weights "
              + weights.shares().shape()
              + " with "
              + weights.masked().length
              + " masked words for an input "
              + input.shape());
    }
  }
}
