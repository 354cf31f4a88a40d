package io.sharelens.plugins.securesort;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.plugins.securesort.Merge.Pairs;
import io.sharelens.plugins.securesort.Network.Level;
import io.sharelens.plugins.securesort.Network.Size;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  /** Runs the network in the clear, and checks that no layer uses an element twice. */
  private static int[] smallest(int[] keys, int k) {
    int[] now = keys.clone();
    Network network = new Network(keys.length, k);
    for (int[] runs = network.start(); runs.length > 1; ) {
      Level level = network.level(runs);
      for (Pairs pairs : level.layers()) {
        boolean[] used = new boolean[now.length];
        for (int j = 0; j < pairs.count(); j++) {
          int low = pairs.low()[j];
          int high = pairs.high()[j];
          assertThat(used[low] || used[high] || low == high).isFalse();
          used[low] = true;
          used[high] = true;
          if (now[high] < now[low]) {
            int swap = now[low];
            now[low] = now[high];
            now[high] = swap;
          }
        }
      }
      int[] before = now;
      now = Arrays.stream(level.result()).map(i -> before[i]).toArray();
      runs = level.runs();
    }
    return now;
  }

  /** A network that sorts all inputs of zeros and ones sorts everything. */
  @Test
  void sortsAllZerosAndOnes() {
    for (int n = 1; n <= 11; n++) {
      for (int k = 1; k <= n; k++) {
        for (int ones = 0; ones < 1 << n; ones++) {
          int[] keys = new int[n];
          for (int i = 0; i < n; i++) {
            keys[i] = ones >> i & 1;
          }
          int[] expected = Arrays.stream(keys).sorted().limit(k).toArray();
          assertThat(smallest(keys, k)).as("%d of %d", k, n).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void sortsRandomKeys() {
    Random random = new Random(5);
    for (int n : new int[] {33, 64, 100, 333, 1000}) {
      for (int k : new int[] {1, 2, 7, 10, 32, n / 2, n - 1, n}) {
        int[] keys = random.ints(n, 0, 2 * n).toArray();
        int[] expected = Arrays.stream(keys).sorted().limit(k).toArray();
        assertThat(smallest(keys, k)).as("%d of %d", k, n).isEqualTo(expected);
      }
    }
  }

  /** 1024, 16: 64 blocks of 63 pairs and 63 merges of 48; 10 layers and 6 levels of 5. */
  @ParameterizedTest
  @CsvSource({
    "1024, 1, 1023, 10",
    "4, 4, 5, 3",
    "16, 16, 63, 10",
    "1024, 16, 7056, 40",
    "4096, 64, 50880, 63",
    "1, 1, 0, 0"
  })
  void sizeForPowersOfTwo(int n, int k, long pairs, int layers) {
    assertThat(new Network(n, k).size()).isEqualTo(new Size(pairs, layers));
    int b = Integer.numberOfTrailingZeros(k);
    int a = Integer.numberOfTrailingZeros(n);
    long blocks = n / k;
    long sort = k == 1 ? 0 : (long) ((b * b - b + 4) * Math.pow(2, b - 2)) - 1;
    assertThat(pairs).isEqualTo(blocks * sort + (blocks - 1) * k * (b + 2) / 2);
    assertThat(layers).isEqualTo(b * (b + 1) / 2 + (a - b) * (b + 1));
  }

  /** The figures that the documents give. */
  @ParameterizedTest
  @CsvSource({
    "1000, 10, 5411, 40",
    "5000, 10, 27161, 55",
    "5000, 50, 56275, 70",
    "100000, 50, 1127937, 98"
  })
  void sizeOfSearches(int n, int k, long pairs, int layers) {
    assertThat(new Network(n, k).size()).isEqualTo(new Size(pairs, layers));
  }
}
