package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.DealtBlocks;
import io.sharelens.mpc.dealer.MaterialReader;
import java.util.Arrays;

/**
 * Secret selection (FLSIR algorithm 1) and conversion of bits to ring words, with a random bit c
 * that the dealer shares in both rings: open e = b ^ c; then b is c or 1 - c. The product with the
 * selected word takes the same round: the dealer knows c and shares c a, the servers open d - a.
 */
final class Selection {
  private Selection() {}

  /** {@code z[i] = bit i * d[i]} for i in [from, to); {@code from} is a multiple of 64. */
  static void run(
      PeerLink peer, DealerClient dealer, long[] bits, int[] d, int[] z, int from, int to) {
    int n = to - from;
    long[] e = Arrays.copyOfRange(bits, from >> 6, (to + 63) >> 6);
    int[] g = new int[n];
    int[] c = new int[n];
    int[] ca = new int[n];
    int block = DealtBlocks.blockSize(n, BaseCorrelations.BLOCK);
    DealtBlocks dealt = dealer.blocks(BaseCorrelations.SELECT, n, block);
    for (int at = 0; at < n; at += block) {
      MaterialReader in = dealt.reader(at / block);
      int len = Math.min(block, n - at);
      int[] part = new int[dealt.size(at / block)];
      maskBits(in, e, at, len, part.length);
      in.random(part);
      for (int i = 0; i < len; i++) {
        g[at + i] = d[from + at + i] - part[i];
      }
      in.derived(part);
      System.arraycopy(part, 0, c, at, len);
      in.derived(part);
      System.arraycopy(part, 0, ca, at, len);
    }
    dealt.done();
    peer.sumAndXor(g, e);
    for (int i = 0; i < n; i++) {
      int cd = c[i] * g[i] + ca[i];
      boolean flip = (e[i >> 6] >>> (i & 63) & 1) != 0;
      z[from + i] = flip ? d[from + i] - cd : cd;
    }
  }

  /** {@code z[i] = bit i} as a ring word. */
  static void toRing(PeerLink peer, DealerClient dealer, long[] bits, int[] z, int from, int to) {
    int n = to - from;
    long[] masked = Arrays.copyOfRange(bits, from >> 6, (to + 63) >> 6);
    int[] c = new int[n];
    int block = DealtBlocks.blockSize(n, BaseCorrelations.BLOCK);
    DealtBlocks dealt = dealer.blocks(BaseCorrelations.BIT, n, block);
    for (int at = 0; at < n; at += block) {
      MaterialReader in = dealt.reader(at / block);
      int len = Math.min(block, n - at);
      int[] part = new int[dealt.size(at / block)];
      maskBits(in, masked, at, len, part.length);
      in.derived(part);
      System.arraycopy(part, 0, c, at, len);
    }
    dealt.done();
    long[] e = peer.xor(masked);
    int one = peer.first() ? 1 : 0;
    for (int i = 0; i < n; i++) {
      boolean flip = (e[i >> 6] >>> (i & 63) & 1) != 0;
      z[from + i] = flip ? one - c[i] : c[i];
    }
  }

  private static void maskBits(MaterialReader in, long[] bits, int at, int len, int dealt) {
    long[] mask = new long[(dealt + 63) >> 6];
    in.randomBits(mask);
    for (int w = 0; w < (len + 63) >> 6; w++) {
      bits[(at >> 6) + w] ^= mask[w];
    }
  }
}
