package io.sharelens.plugins.lut;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerRequest;
import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.dealer.MaterialWriter;

/**
 * The dealer's half. Count: elements; one parameter: bits of the ring. Tracks: {@value #X} the mask
 * x, of which the highest bits of each word count; {@value #MASKS} the masks of the looked-up bits;
 * {@value #C} the mask c of the sign. Then, each for all blocks: the tables and the top bit of x;
 * the products of masks; and, where a value is selected, c, c x, and the wraps.
 */
final class LutCorrelation implements Correlation {
  static final int X = 0;
  static final int MASKS = 1;
  static final int C = 2;

  private final Form.Output output;

  LutCorrelation(Form.Output output) {
    this.output = output;
  }

  @Override
  public String kind() {
    return new Form(32, output).kind();
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    new Dealing(Form.of(request, output), request.count(), out).run();
  }
}
