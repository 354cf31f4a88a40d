package io.sharelens.node.search;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What node 3 knows of a search of three servers; nodes 1 and 2 both send it. It names no user, no
 * owner and no picture.
 *
 * @param searchable positions in the epoch that may be found, as the bits of a set
 * @param k results wanted
 */
record RankTerms(byte[] searchable, int k) {
  static RankTerms of(int[] positions, int k) {
    BitSet set = new BitSet();
    Arrays.stream(positions).forEach(set::set);
    return new RankTerms(set.toByteArray(), k);
  }

  /**
   * Positions in ascending order.
   *
   * @throws LensException PROTOCOL {@code bad-terms} if they are not in the epoch
   */
  int[] positions(Epoch epoch) {
    BitSet set = BitSet.valueOf(searchable);
    if (set.isEmpty() || set.length() > epoch.header().pictures() || k < 1) {
      throw LensException.protocol(
          "bad-terms", k + " results of positions up to " + set.length() + " do not fit the epoch");
    }
    return set.stream().toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RankTerms t && k == t.k && Arrays.equals(searchable, t.searchable);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(searchable);
  }
}
