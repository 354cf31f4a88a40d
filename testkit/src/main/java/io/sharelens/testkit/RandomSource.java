package io.sharelens.testkit;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Where the parties of a test take their randomness from. */
public sealed interface RandomSource {
  /** The generator of one party; called once for each. */
  SecureRandom of(int party);

  /** Real randomness. */
  static RandomSource secure() {
    return new Secure();
  }

  /** The same bytes in every run with the same seed, different for each party. */
  static RandomSource seeded(long seed) {
    return new Seeded(seed);
  }

  /** From the system. */
  record Secure() implements RandomSource {
    @Override
    public SecureRandom of(int party) {
      return new SecureRandom();
    }
  }

  /** From a number. */
  record Seeded(long seed) implements RandomSource {
    @Override
    public SecureRandom of(int party) {
      try {
        // Of the standard generators the only one that starts from nothing but the seed given.
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(ByteBuffer.allocate(16).putLong(seed).putLong(party).array());
        return random;
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java has SHA1PRNG", e);
      }
    }
  }
}
