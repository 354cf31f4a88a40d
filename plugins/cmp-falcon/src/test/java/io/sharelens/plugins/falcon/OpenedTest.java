package io.sharelens.plugins.falcon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.SevenBits;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.testkit.Statistics;
import io.sharelens.testkit.ThreeRun;
import io.sharelens.testkit.ThreeServers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The one number that is opened: d is 0 with probability 1/2 and else uniform in 1..66, whatever
 * the input. An m that can be 0, a constant m or a constant beta would show.
 */
class OpenedTest {
  private static final int N = 1 << 14;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 1 << 30, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void halfOfAllAreZeroAndTheRestUniform(int value) {
    int[] zero = new int[N];
    int[] all = new int[N];
    Arrays.fill(all, value);
    ThreeRun<Boolean> run =
        new ThreeServers()
            .recording()
            .run(
                server -> {
                  int part = server.number();
                  ReplicatedTensor a =
                      new ReplicatedTensor(
                          Shape.of(N), part == 1 ? all : zero, part == 3 ? all : zero);
                  new FalconCompare(server).negative(a);
                  return true;
                });
    byte[] one = last(run.side(2).received(), 1);
    byte[] two = last(run.side(1).received(), 2);
    byte[] three = last(run.side(1).received(), 3);
    long[] counts = new long[67];
    for (int i = 0; i < N; i++) {
      counts[(one[i] + two[i] + three[i]) % 67]++;
    }
    Statistics.requireUniform("d is 0", new long[] {counts[0], N - counts[0]});
    Statistics.requireUniform("other d", Arrays.copyOfRange(counts, 1, 67));
    assertThat(last(run.side(3).received(), 1)).isEqualTo(one);
  }

  /** The last message from a party: its part of d. */
  private static byte[] last(List<ThreeRun.Message> received, int from) {
    byte[] values = new byte[N];
    byte[] payload = received.stream().filter(m -> m.from() == from).toList().getLast().payload();
    SevenBits.unpack(ByteBuffer.wrap(payload), values, 67);
    return values;
  }
}
