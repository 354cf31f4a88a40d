package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Agreement of two servers on a seed that no third party has. */
public final class PairwiseSeed {
  private PairwiseSeed() {}

  /** Each side contributes 128 random bits over the encrypted channel; the seed is their XOR. */
  public static Seed agree(PartyChannel peer, SecureRandom random) {
    byte[] mine = Seed.fresh(random).bytes();
    ByteBuffer in = ByteBuffer.allocate(Seed.BYTES);
    peer.exchange(ByteBuffer.wrap(mine.clone()), in);
    byte[] both = in.array();
    for (int i = 0; i < both.length; i++) {
      both[i] ^= mine[i];
    }
    return Seed.of(both);
  }
}
