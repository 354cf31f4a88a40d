package io.sharelens.plugins.threemul;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.Cost;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import java.util.List;
import org.pf4j.Extension;

/** Comparison {@code cmp-threemul}; it has no options. */
@Extension
public final class ThreeMulFactory implements ComparisonFactory {
  private static final int RESIDUE = 7;
  private static final int WORD = 32;

  /** r, the masked factors of all triples, and d. */
  private static final int OPENED = WORD + RESIDUE * (3 * ProductTree.allTriples() + 1);

  /** The wrap of x, and residues. */
  private static final int DEALT = 1 + RESIDUE * SignCorrelation.DERIVED_RESIDUES;

  private static final int COMPARE_ROUNDS = ProductTree.levels() + 2;

  @Override
  public String name() {
    return "cmp-threemul";
  }

  @Override
  public ComparisonTraits traits() {
    return new ComparisonTraits(
        2,
        true,
        "additive",
        true,
        1,
        "FLSIR (2022), algorithms 1 to 7, with r + 1 on 33 bits",
        "nothing: the servers see uniform values only, the dealer sizes and truncated bits");
  }

  @Override
  public ComparisonProtocol create(PluginConfig config, PartyContext context) {
    config.allow();
    return new ThreeMulCompare(context);
  }

  @Override
  public List<Correlation> correlations() {
    return List.of(new SignCorrelation(), new ReluCorrelation());
  }

  @Override
  public Cost negativeCost() {
    return new Cost(COMPARE_ROUNDS, 2 * OPENED, DEALT);
  }

  @Override
  public Cost reluCost(int bits) {
    int truncation = bits == 0 ? 0 : 1; // its opening, and two words dealt
    return new Cost(
        COMPARE_ROUNDS + 1,
        2 * (OPENED + WORD + 1 + truncation * WORD),
        DEALT + 2 * WORD + truncation * 2 * WORD);
  }

  @Override
  public Cost maxCost() {
    return reluCost(0);
  }
}
