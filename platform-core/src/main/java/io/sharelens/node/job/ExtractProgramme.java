package io.sharelens.node.job;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.PictureRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an extraction session does; sent by node 1 to node 2 before any share moves.
 *
 * @param pictures attempts, in order
 * @param rowKeys one fresh key for each
 * @param made for each the session, by its row key, that made the stored features which rows are to
 *     be made of; null if features are to be extracted
 */
record ExtractProgramme(List<PictureRef> pictures, long[] rowKeys, long @Nullable [] made) {
  ExtractProgramme {
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty()
        || pictures.size() != rowKeys.length
        || (made != null && made.length != rowKeys.length)) {
      throw LensException.protocol(
          "bad-programme", pictures.size() + " pictures with " + rowKeys.length + " row keys");
    }
  }

  /** What node 3 gets to know of it. */
  RowProgramme forThird() {
    return new RowProgramme(rowKeys, made != null);
  }
}
