package io.sharelens.spi.federation;

import java.util.List;

/**
 * What is to be added up: one round's updates, less the scaled updates of owners that left.
 *
 * @param words length of every update
 * @param parameters how many of them, from the first, are changes of weights; a last one is the
 *     loss. With none of them, one word is a loss, and {@link #PRECISIONS} are two precisions
 * @param pictures sum of the contributors' weights
 * @param updates the contributors' shares
 * @param removals terms to subtract from the weights' part; needs at least 3 contributors
 */
public record SumProgramme(
    long words, long parameters, long pictures, List<UpdateShare> updates, List<Removal> removals) {
  /** Words of a programme that adds precisions up, before and after a round; each at most 1. */
  public static final int PRECISIONS = 2;

  public SumProgramme {
    updates = List.copyOf(updates);
    removals = List.copyOf(removals);
  }

  /** Whether precisions are added up, not losses or updates. */
  public boolean precisions() {
    return parameters == 0 && words == PRECISIONS;
  }

  /**
   * A leaver's update of an earlier round.
   *
   * @param share of the update
   * @param pictures the leaver's weight in that round
   * @param factor what the share is multiplied by before it is subtracted: this round's pictures
   *     over those that the earlier round has without its leavers
   */
  public record Removal(UpdateShare share, long pictures, double factor) {}
}
