package io.sharelens.node.feature;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.FeatureRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Store;
import io.sharelens.spi.FeatureSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Reads this node's shares of features that were extracted and stored before. */
public final class FeatureShares {
  private FeatureShares() {}

  /**
   * The shares of a batch, picture after picture.
   *
   * @param made the session, by its row key, that must have made each of them
   * @return n * dimension words
   * @throws LensException PROTOCOL {@code features-differ} as {@link #require} says
   */
  public static int[] batch(
      Store store, List<PictureRef> pictures, String model, long[] made, FeatureSpec spec) {
    int dimension = spec.dimension();
    int[] words = new int[Math.multiplyExact(pictures.size(), dimension)];
    for (int i = 0; i < pictures.size(); i++) {
      FeatureRow row = row(store, pictures.get(i), model, made[i]);
      byte[] share = store.shares().read(row.location());
      if (row.dimension() != dimension || share.length != Integer.BYTES * dimension) {
        throw LensException.internal(
            "bad-features", "a stored feature has " + row.dimension() + " numbers");
      }
      ByteBuffer.wrap(share)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asIntBuffer()
          .get(words, i * dimension, dimension);
    }
    return words;
  }

  /**
   * Checks, without reading them, that the features are here and of the sessions that they should
   * be of: shares of different sessions do not belong together.
   *
   * @throws LensException PROTOCOL {@code features-differ}
   */
  public static void require(Store store, List<PictureRef> pictures, String model, long[] made) {
    for (int i = 0; i < pictures.size(); i++) {
      row(store, pictures.get(i), model, made[i]);
    }
  }

  private static FeatureRow row(Store store, PictureRef ref, String model, long made) {
    return store
        .features()
        .find(ref, model)
        .filter(f -> f.made() == made && made != 0)
        .orElseThrow(
            () ->
                LensException.protocol(
                    "features-differ",
                    "the features of picture "
                        + ref.picture()
                        + " ("
                        + ref.attempt()
                        + ") are not those of session "
                        + made));
  }
}
