package io.sharelens.mpc.random;

import io.sharelens.mpc.error.LensException;
import java.security.SecureRandom;

/** A secret key of 128 bits for {@link Prg}. No content in {@code toString}, no {@code equals}. */
public final class Seed {
  /** Bytes of a seed. */
  public static final int BYTES = 16;

  private final byte[] key;

  private Seed(byte[] key) {
    this.key = key;
  }

  public static Seed of(byte[] key) {
    if (key.length != BYTES) {
      throw LensException.user("bad-seed", "a seed has 16 bytes, not " + key.length);
    }
    return new Seed(key.clone());
  }

  public static Seed fresh(SecureRandom random) {
    byte[] k = new byte[BYTES];
    random.nextBytes(k);
    return new Seed(k);
  }

  /** A copy of the key, to be sent to the one who may expand it. */
  public byte[] bytes() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "Seed[...]";
  }
}
