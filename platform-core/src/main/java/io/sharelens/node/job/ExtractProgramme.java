package io.sharelens.node.job;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.PictureRef;
import java.util.List;

/**
 * What an extraction session does; sent by node 1 to node 2 before any share moves.
 *
 * @param pictures attempts, in order
 * @param rowKeys one fresh key for each
 */
public record ExtractProgramme(List<PictureRef> pictures, long[] rowKeys) {
  public ExtractProgramme {
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty() || pictures.size() != rowKeys.length) {
      throw LensException.protocol(
          "bad-programme", pictures.size() + " pictures with " + rowKeys.length + " row keys");
    }
  }
}
