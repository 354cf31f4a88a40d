package io.sharelens.client.reconstruct;

import io.sharelens.api.FeatureShare;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * A picture's feature, reconstructed for its owner. Secret: no content in {@code toString}.
 *
 * @param attempt attempt that it was extracted from
 * @param model SHA-256 of the model that made it
 * @param values the feature before normalisation
 */
public record OwnFeature(String attempt, String model, float[] values) {
  /** Adds the shares of both nodes up; they must be of one attempt and one model. */
  public static OwnFeature of(FeatureShare first, FeatureShare second) {
    if (!first.attempt().equals(second.attempt())
        || !first.model().equals(second.model())
        || first.dimension() != second.dimension()
        || first.fractionBits() != second.fractionBits()) {
      throw LensException.protocol(
          "shares-differ", "the nodes hold features of different attempts or models");
    }
    int[] words = Reconstruction.words(decode(first), decode(second));
    double unit = Math.scalb(1.0, -first.fractionBits());
    float[] values = new float[words.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (words[i] * unit);
    }
    return new OwnFeature(first.attempt(), first.model(), values);
  }

  private static int[] decode(FeatureShare share) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(share.share());
    } catch (IllegalArgumentException e) {
      throw LensException.protocol("bad-answer", "a feature share is not base64");
    }
    if (bytes.length != (long) Integer.BYTES * share.dimension()) {
      throw LensException.protocol(
          "bad-answer",
          bytes.length + " bytes for a feature share of " + share.dimension() + " words");
    }
    int[] words = new int[share.dimension()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    return words;
  }

  @Override
  public String toString() {
    return "OwnFeature[" + attempt + ", " + values.length + " numbers]";
  }
}
