package io.sharelens.spi;

import io.sharelens.mpc.dealer.Correlation;
import java.util.List;

/** Extension point: rankings. */
public interface RankingFactory extends PluginPoint {
  RankingTraits traits();

  Ranking create(PluginConfig config, PartyContext context, ComparisonProtocol compare);

  /** Kinds of correlated randomness of its own; empty where it needs none. */
  List<Correlation> correlations();

  /**
   * What a ranking reveals.
   *
   * @param leakage to the servers, beyond the returned ids, in one sentence
   * @param ordered whether results come nearest first
   * @param dealer whether it needs two servers and a dealer; otherwise any arithmetic will do
   * @param openings labels of what it opens, as the session's ledger shows them
   * @param source paper and section
   */
  record RankingTraits(
      String leakage, boolean ordered, boolean dealer, List<String> openings, String source) {
    public RankingTraits {
      openings = List.copyOf(openings);
    }
  }
}
