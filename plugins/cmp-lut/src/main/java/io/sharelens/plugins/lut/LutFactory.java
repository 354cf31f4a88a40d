package io.sharelens.plugins.lut;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.plugins.lut.Form.Output;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.Cost;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import java.util.Arrays;
import java.util.List;
import org.pf4j.Extension;

/** Comparison {@code cmp-lut}; it has no options. */
@Extension
public final class LutFactory implements ComparisonFactory {
  @Override
  public String name() {
    return "cmp-lut";
  }

  @Override
  public ComparisonTraits traits() {
    return new ComparisonTraits(
        2,
        true,
        "additive",
        true,
        1,
        "own protocol: one-time lookup tables in the ring that truncation leaves",
        "nothing: the servers see uniform values only, the dealer sizes and truncated bits");
  }

  @Override
  public ComparisonProtocol create(PluginConfig config, PartyContext context) {
    config.allow();
    return new LutCompare(context);
  }

  @Override
  public List<Correlation> correlations() {
    return Arrays.stream(Output.values()).<Correlation>map(LutCorrelation::new).toList();
  }

  @Override
  public Cost negativeCost() {
    return cost(new Form(32, Output.SIGN));
  }

  @Override
  public Cost reluCost(int bits) {
    return cost(Form.relu(bits));
  }

  @Override
  public Cost maxCost() {
    return cost(new Form(32, Output.SELECT));
  }

  @Override
  public Cost poolingMaxCost(int bits) {
    return cost(new Form(32 - bits, Output.SELECT));
  }

  private static Cost cost(Form form) {
    return new Cost(form.rounds(), 2 * form.openedBits(), form.dealtBits());
  }
}
