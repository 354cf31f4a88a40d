package io.sharelens.spi.federation;

/** This party's share of one owner's update, read in ascending order, once. */
@FunctionalInterface
public interface UpdateShare {
  /** Fills {@code out} with the next words. */
  void read(int[] out);
}
