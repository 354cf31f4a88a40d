package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.DealtBlocks;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.Arrays;

/**
 * Multiplication with triples (Beaver 1991; FLSIR section III-C, SecMul and SecMatMul): open e = x
 * - a and f = y - b, then z = c + e b + f a + e f. Exact; each server sees two uniform words for
 * each element.
 */
final class Beaver {
  private Beaver() {}

  static void multiply(
      PeerLink peer, DealerClient dealer, int[] x, int[] y, int[] z, int from, int to) {
    int n = to - from;
    int[] a = new int[n];
    int[] b = new int[n];
    int[] c = new int[n];
    readTriples(
        dealer.blocks(BaseCorrelations.TRIPLE, n, DealtBlocks.blockSize(n, BaseCorrelations.BLOCK)),
        a,
        b,
        c);
    int[] masked = new int[2 * n];
    for (int i = 0; i < n; i++) {
      masked[i] = x[from + i] - a[i];
      masked[n + i] = y[from + i] - b[i];
    }
    int[] open = peer.sum(masked);
    boolean first = peer.first();
    for (int i = 0; i < n; i++) {
      int e = open[i];
      int f = open[n + i];
      z[from + i] = c[i] + e * b[i] + f * a[i] + (first ? e * f : 0);
    }
  }

  private static void readTriples(DealtBlocks dealt, int[] a, int[] b, int[] c) {
    int block = DealtBlocks.blockSize(a.length, BaseCorrelations.BLOCK);
    for (int at = 0; at < a.length; at += block) {
      MaterialReader in = dealt.reader(at / block);
      int len = Math.min(block, a.length - at);
      int[] part = new int[dealt.size(at / block)];
      in.random(part);
      System.arraycopy(part, 0, a, at, len);
      in.random(part);
      System.arraycopy(part, 0, b, at, len);
      in.derived(part);
      System.arraycopy(part, 0, c, at, len);
    }
    dealt.done();
  }

  static SharedTensor matmul(
      PeerLink peer, DealerClient dealer, Kernels kernels, SharedTensor left, SharedTensor right) {
    int m = left.shape().dim(0);
    int k = left.shape().dim(1);
    int n = right.shape().dim(0);
    if (right.shape().dim(1) != k) {
      throw LensException.internal("bad-shape", left.shape() + " times " + right.shape() + "^T");
    }
    int[] a = new int[m * k];
    int[] b = new int[n * k];
    int[] z = new int[m * n];
    MaterialReader in = dealer.blocks(BaseCorrelations.MATMUL, 1, 1, m, k, n).reader(0);
    in.random(a);
    in.random(b);
    in.derived(z);
    in.done();
    int[] masked = new int[a.length + b.length];
    int[] x = AdditiveTensor.shareOf(left);
    int[] y = AdditiveTensor.shareOf(right);
    for (int i = 0; i < a.length; i++) {
      masked[i] = x[i] - a[i];
    }
    for (int i = 0; i < b.length; i++) {
      masked[a.length + i] = y[i] - b[i];
    }
    int[] open = peer.sum(masked);
    int[] e = Arrays.copyOf(open, a.length);
    int[] f = Arrays.copyOfRange(open, a.length, open.length);
    // e b + a f, and e f at one server: e (b + f) there.
    if (peer.first()) {
      for (int i = 0; i < b.length; i++) {
        b[i] += f[i];
      }
    }
    accumulate(z, kernels.matmulTransposed(e, b, m, k, n));
    accumulate(z, kernels.matmulTransposed(a, f, m, k, n));
    return new AdditiveTensor(Shape.of(m, n), z);
  }

  static void accumulate(int[] z, int[] more) {
    for (int i = 0; i < z.length; i++) {
      z[i] += more[i];
    }
  }
}
