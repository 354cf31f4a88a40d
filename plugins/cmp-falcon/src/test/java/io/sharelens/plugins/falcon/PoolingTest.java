package io.sharelens.plugins.falcon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.Pooling;
import io.sharelens.testkit.ThreeRun;
import io.sharelens.testkit.ThreeSecret;
import io.sharelens.testkit.ThreeServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of four, as a tournament of two levels, and the ReLU behind it. */
class PoolingTest {
  private static final int N = 500;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 12, 20, 29, 30})
  void windowsOfFour(int bits) {
    Random random = new Random(bits);
    Shape shape = Shape.of(N);
    int[][] values = new int[4][];
    List<ThreeSecret> secrets = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      values[w] = random.ints(N, -(1 << 29), 1 << 29).map(v -> v >> v % 29).toArray();
      secrets.add(ThreeSecret.of(shape, values[w], random));
    }
    ThreeRun<SharedTensor> run =
        new ThreeServers()
            .run(
                server -> {
                  Pooling pooling = new FalconCompare(server).pooling(bits);
                  List<SharedTensor> in = new ArrayList<>();
                  for (ThreeSecret secret : secrets) {
                    in.add(pooling.enter(secret.of(server)));
                  }
                  SharedTensor left = pooling.max(in.get(0), in.get(1));
                  SharedTensor right = pooling.max(in.get(2), in.get(3));
                  return pooling.relu(pooling.max(left, right));
                });
    int[] got = ThreeSecret.reconstruct(run.sides().stream().map(ThreeRun.Side::result).toList());
    for (int i = 0; i < N; i++) {
      int most = 0;
      for (int[] v : values) {
        most = Math.max(most, v[i]);
      }
      assertThat(got[i] - (most >> bits))
          .as("%d of %d bits", i, bits)
          .isBetween(0, bits == 0 ? 0 : 1);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    Shape one = Shape.of(1);
    ThreeSecret a = ThreeSecret.of(one, new int[1], new Random(1));
    for (int bits : new int[] {-1, 31}) {
      assertThatThrownBy(
              () -> new ThreeServers().run(s -> new FalconCompare(s).relu(a.of(s), bits)))
          .isInstanceOf(LensException.class)
          .hasMessageContaining("0 to 30 bits");
      assertThatThrownBy(() -> new ThreeServers().run(s -> new FalconCompare(s).pooling(bits)))
          .isInstanceOf(LensException.class)
          .hasMessageContaining("0 to 30 bits");
    }
    for (int bits : new int[] {1, 33}) {
      assertThatThrownBy(
              () -> new ThreeServers().run(s -> new FalconCompare(s).negative(a.of(s), bits)))
          .isInstanceOf(LensException.class)
          .hasMessageContaining("2 to 32 bits");
    }
  }
}
