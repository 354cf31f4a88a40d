package io.sharelens.plugins.threemul;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerRequest;
import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.dealer.MaterialWriter;

/**
 * The dealer's half of SecReLU (FLSIR algorithm 6): what truncation needs, if any, then {@link
 * SignCorrelation}, then what secret selection needs. One parameter: truncated bits, 0 for none.
 */
final class ReluCorrelation implements Correlation {
  static final String KIND = "threemul.relu";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    int n = SignCorrelation.checkedCount(request);
    long[] params = request.params();
    if (params.length != 1 || params[0] < 0 || params[0] > Truncation.MAX_BITS) {
      throw SignCorrelation.refused(request);
    }
    if (params[0] > 0) {
      Truncation.deal(n, (int) params[0], out);
    }
    SignCorrelation.write(n, out);
    Selection.deal(n, out);
  }
}
