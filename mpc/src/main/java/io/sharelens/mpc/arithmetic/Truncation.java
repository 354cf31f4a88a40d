package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.DealtBlocks;
import io.sharelens.mpc.dealer.MaterialReader;

/**
 * Faithful truncation with a dealer: the arithmetic shift right of |a| &lt; 2^30 by f bits, with an
 * error of 0 or +1 unit, never more. The servers open r = a + 2^30 + x; the dealer knows x and
 * shares x &gt;&gt;&gt; f and m = MSB(x) 2^(32-f). Then a &gt;&gt; f = (r &gt;&gt;&gt; f) - (x
 * &gt;&gt;&gt; f) + (1 - MSB(r)) m - 2^(30-f), since r wrapped exactly if MSB(x) = 1 and MSB(r) =
 * 0.
 */
final class Truncation {
  private static final int OFFSET = 1 << 30;

  private Truncation() {}

  static void run(PeerLink peer, DealerClient dealer, int[] a, int[] z, int f, int from, int to) {
    int n = to - from;
    int[] masked = new int[n];
    int[] shifted = new int[n];
    int[] wrap = new int[n];
    int block = DealtBlocks.blockSize(n, BaseCorrelations.BLOCK);
    DealtBlocks dealt = dealer.blocks(BaseCorrelations.TRUNCATE, n, block, f);
    for (int at = 0; at < n; at += block) {
      MaterialReader in = dealt.reader(at / block);
      int len = Math.min(block, n - at);
      int[] part = new int[dealt.size(at / block)];
      in.random(part);
      System.arraycopy(part, 0, masked, at, len);
      in.derived(part);
      System.arraycopy(part, 0, shifted, at, len);
      in.derived(part);
      System.arraycopy(part, 0, wrap, at, len);
    }
    dealt.done();
    boolean first = peer.first();
    for (int i = 0; i < n; i++) {
      masked[i] += a[from + i] + (first ? OFFSET : 0);
    }
    int[] r = peer.sum(masked);
    for (int i = 0; i < n; i++) {
      int t = (1 - (r[i] >>> 31)) * wrap[i] - shifted[i];
      z[from + i] = first ? t + (r[i] >>> f) - (OFFSET >>> f) : t;
    }
  }
}
