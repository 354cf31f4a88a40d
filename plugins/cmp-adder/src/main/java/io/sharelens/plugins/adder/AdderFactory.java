package io.sharelens.plugins.adder;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.plugins.adder.Form.Output;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.Cost;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import java.util.List;
import org.pf4j.Extension;

/** Comparison {@code cmp-adder}; it has no options. */
@Extension
public final class AdderFactory implements ComparisonFactory {
  @Override
  public String name() {
    return "cmp-adder";
  }

  @Override
  public ComparisonTraits traits() {
    return new ComparisonTraits(
        3,
        false,
        "replicated",
        true,
        1,
        "own protocol: carry look-ahead adder in the ring that truncation leaves, masks of one"
            + " party as in ASTRA and Trio",
        "nothing: parties 1 and 2 see uniform values only, party 3 receives nothing");
  }

  @Override
  public ComparisonProtocol create(PluginConfig config, PartyContext context) {
    config.allow();
    return new AdderCompare(context);
  }

  @Override
  public List<Correlation> correlations() {
    return List.of();
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

  /** One message of party 3, under way while the first maximum begins: no round of its own. */
  @Override
  public Cost poolingEnterCost(int bits) {
    return new Cost(0, bits == 0 ? 0 : 32 - bits, 0);
  }

  @Override
  public Cost poolingMaxCost(int bits) {
    return cost(new Form(32 - bits, Output.SELECT));
  }

  private static Cost cost(Form form) {
    return new Cost(form.rounds(), form.wireBits(), 0);
  }
}
