package io.sharelens.cli.bench;

import io.sharelens.mpc.channel.PartyChannel;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a link between two parties does when nothing is computed. */
final class LinkSpeed {
  private static final int ROUNDS = 2000;
  private static final int STREAM_BYTES = 1 << 23;
  private static final int STREAMS = 12;

  private LinkSpeed() {}

  /**
   * @param barrier one round between the two
   */
  static BenchSpec.Reading measure(PartyChannel peer, Runnable barrier) {
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      barrier.run();
      rounds[i] = (System.nanoTime() - start) / 1e9;
    }
    // The second half is warm; the median leaves out what the scheduler did meanwhile.
    double[] warm = Arrays.copyOfRange(rounds, ROUNDS / 2, ROUNDS);
    Arrays.sort(warm);
    double rate = 0;
    for (int i = 0; i < STREAMS; i++) {
      ByteBuffer out = ByteBuffer.allocate(STREAM_BYTES);
      ByteBuffer in = ByteBuffer.allocate(STREAM_BYTES);
      barrier.run();
      long start = System.nanoTime();
      peer.exchange(out, in);
      rate = Math.max(rate, STREAM_BYTES / ((System.nanoTime() - start) / 1e9));
    }
    return BenchSpec.Reading.ofLink(warm[warm.length / 2], rate);
  }
}
