package io.sharelens.node.job;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;

/**
 * What node 3 knows of an extraction session of three servers; nodes 1 and 2 both send it.
 *
 * @param rowKeys one fresh key for each row
 * @param stored whether rows are made of features that nodes 1 and 2 have stored; otherwise of
 *     pictures
 */
record RowProgramme(long[] rowKeys, boolean stored) {
  RowProgramme {
    if (rowKeys.length == 0) {
      throw LensException.protocol("bad-programme", "a session without rows");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowProgramme p
        && stored == p.stored
        && Arrays.equals(rowKeys, p.rowKeys);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rowKeys);
  }
}
