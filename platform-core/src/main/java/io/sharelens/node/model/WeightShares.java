package io.sharelens.node.model;

import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.WeightLayout;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * This node's share of one split model's weights in memory, in the sharing that a session needs:
 * with two servers the masked words belong to it, with three nothing does. Both may be in use while
 * a scheme of the other family is made ready. Thread-safe.
 */
final class WeightShares {
  private static final int[] NONE = {};

  private final PublishedModel manifest;
  private final WeightLayout layout;
  private final PartFiles parts;
  private final MaskedFiles masked;
  private @Nullable SecretWeights two;
  private long twoKey;
  private @Nullable SecretWeights three;

  WeightShares(PublishedModel manifest, QuantizedModel model, PartFiles parts, MaskedFiles masked) {
    this.manifest = manifest;
    this.layout = WeightLayout.of(model);
    this.parts = parts;
    this.masked = masked;
  }

  /**
   * @param parties computing servers of the session
   * @throws LensException USER {@code part-missing}, RESOURCES {@code weights-not-masked}
   */
  synchronized SecretWeights get(int parties) {
    return parties == 2 ? additive() : replicated(parties);
  }

  private SecretWeights additive() {
    long key = masked.masks(manifest.sha256()).map(MaskedFiles.Masks::firstKey).orElse(0L);
    SecretWeights known = two;
    if (known == null || key != twoKey) {
      known = masked.load(manifest.sha256(), layout, parts.share(manifest, 2));
      two = known;
      twoKey = key;
    }
    return known;
  }

  private SecretWeights replicated(int parties) {
    SecretWeights known = three;
    if (known == null) {
      IntFunction<int[]> nothing = n -> NONE;
      known = SecretWeights.stored(layout, parts.share(manifest, parties), 0, false, nothing);
      three = known;
    }
    return known;
  }
}
