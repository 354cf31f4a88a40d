package io.sharelens.spi;

/** One party's ranking in one session. */
public interface Ranking {
  /**
   * The k candidates with the smallest scores.
   *
   * @param candidates shared scores; ties are broken without favouring a position
   * @param k 1 to the number of candidates
   * @return indexes into the candidates, nearest first if the traits say so
   */
  int[] top(FeatureIndex.Candidates candidates, int k);
}
