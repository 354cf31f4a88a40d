package io.sharelens.owner.round;

import io.sharelens.api.UpdatePlan;
import io.sharelens.mpc.random.Seed;
import io.sharelens.owner.federation.UpdateEncoder;
import io.sharelens.owner.federation.UpdateSpool;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Both shares of an update: a seed of its own, used this once, and the correction in a file.
 *
 * @param attempt fresh id
 */
record UpdateShares(String attempt, Seed seed, UpdateSpool.Digests digests) {
  static final int SEED_BYTES = 16;

  static UpdateShares make(UpdateEncoder update, Path correction, SecureRandom random) {
    Seed seed = Seed.fresh(random);
    UpdateSpool.Digests digests = UpdateSpool.write(update, seed, correction);
    return new UpdateShares(UUID.randomUUID().toString(), seed, digests);
  }

  UpdatePlan plan(String parent, int pictures) {
    return new UpdatePlan(
        attempt,
        parent,
        pictures,
        digests.words(),
        digests.seedSha256(),
        digests.correctionSha256());
  }

  @Override
  public String toString() {
    return "UpdateShares[" + attempt + "]";
  }
}
