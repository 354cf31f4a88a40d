package io.sharelens.node.structure;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;

/**
 * What a build session does; sent before any share moves.
 *
 * @param rows keys of the pictures' rows, in order
 * @param rowKeys fresh keys for the structure's own rows
 */
record BuildProgramme(long[] rows, long[] rowKeys) {
  BuildProgramme {
    if (rows.length == 0) {
      throw LensException.protocol("bad-programme", "a structure over no rows");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BuildProgramme p
        && Arrays.equals(rows, p.rows)
        && Arrays.equals(rowKeys, p.rowKeys);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows);
  }
}
