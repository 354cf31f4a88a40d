package io.sharelens.plugins.maskedaffine;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerRequest;
import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.MaterialWriter;
import io.sharelens.mpc.error.LensException;

/**
 * Material of one affine map of n words: shares of the factor k, of masks a[0..n), and of k a[i] +
 * b. The dealer draws k from 1..K and b, both per request; no server learns either.
 *
 * <p>Range: with |x| &lt;= bound and K = 2^30 / bound (bound &gt;= 1), |k x| &lt;= 2^30 and |b|
 * &lt; 2^30, so |k x + b| &lt; 2^31: the map never wraps and keeps the order.
 */
final class AffineCorrelation implements Correlation {
  static final String KIND = "masked-affine";
  private static final int LIMIT = 1 << 30;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    int n = request.count();
    if (n < 1 || request.params().length != 1) {
      throw bad(request);
    }
    long bound = request.params()[0];
    if (bound < 1 || bound > LIMIT) {
      throw bad(request);
    }
    int k = 1 + below((int) (LIMIT / bound), out);
    int b = below(2 * LIMIT - 1, out) - (LIMIT - 1);
    int[] masks = new int[n];
    out.derived(new int[] {k});
    out.random(masks);
    int[] mapped = new int[n];
    for (int i = 0; i < n; i++) {
      mapped[i] = k * masks[i] + b;
    }
    out.derived(mapped);
  }

  /** The servers' half of {@link #deal}. */
  static Material read(MaterialReader in, int n) {
    int[] factor = new int[1];
    int[] masks = new int[n];
    int[] mapped = new int[n];
    in.derived(factor);
    in.random(masks);
    in.derived(mapped);
    in.done();
    return new Material(factor[0], masks, mapped);
  }

  /**
   * One server's shares.
   *
   * @param factor of k
   * @param masks of a
   * @param mapped of k a + b
   */
  record Material(int factor, int[] masks, int[] mapped) {}

  /** Uniform in 0..limit-1, by rejection. */
  private static int below(int limit, MaterialWriter out) {
    int[] word = new int[1];
    int largest = Integer.MAX_VALUE / limit * limit;
    do {
      out.secret(word);
      word[0] &= Integer.MAX_VALUE;
    } while (word[0] >= largest);
    return word[0] % limit;
  }

  private static LensException bad(DealerRequest request) {
    return LensException.protocol(
        "bad-request", "masked-affine needs words and one bound up to 2^30: " + request);
  }
}
