package io.sharelens.client.federation;

import io.sharelens.api.UpdatePlan;
import io.sharelens.mpc.random.Seed;
import java.nio.file.Path;

/**
 * An update ready to be uploaded. Secret: whoever has both seed and correction has the update.
 *
 * @param plan what both nodes are told
 * @param seed node 1's share
 * @param correction file with node 2's share: {@code plan.words()} words, little-endian
 */
public record SharedUpdate(UpdatePlan plan, Seed seed, Path correction) {
  @Override
  public String toString() {
    return "SharedUpdate[" + plan.attempt() + "]";
  }
}
