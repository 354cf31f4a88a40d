package io.sharelens.mpc.dealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyListTest {
  private static long[] roundTrip(long... keys) {
    long[] params = KeyList.params(512, keys);
    assertThat(params[0]).isEqualTo(512);
    assertThat(KeyList.keys(new DealerRequest(0, "row-dot", 1, params))).containsExactly(keys);
    return params;
  }

  @Test
  void allFormsKeepTheKeysAndTheirOrder() {
    roundTrip();
    roundTrip(7);
    roundTrip(Long.MIN_VALUE, Long.MAX_VALUE);
    roundTrip(Long.MAX_VALUE, Long.MIN_VALUE);
    roundTrip(21, 10, 12);
    roundTrip(3, 3, 3);
    roundTrip(5, 6, 7, 9, 10, 11, 12, 100);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      int n = 1 + random.nextInt(300);
      long start = random.nextLong() >> 1;
      int gap = 1 + random.nextInt(200);
      long[] gaps = random.longs(n, 1, 1 + gap).toArray();
      long[] keys = new long[n];
      for (int j = 0; j < n; j++) {
        start += gaps[j];
        keys[j] = start;
      }
      roundTrip(keys);
    }
  }

  @Test
  void aWholeStoreTakesAFewWordsAndHalfOfOneTwoBitsAKey() {
    assertThat(roundTrip(LongStream.range(4, 100_004).toArray())).hasSize(4);
    long[] half = new Random(2).longs(100_000, 0, 100_000).distinct().sorted().toArray();
    assertThat(roundTrip(half)).hasSizeLessThan(100_000 / 64 + 5);
  }

  @Test
  void refusesWhatNoServerSends() {
    long[][] bad = {
      {512},
      {512, 3, 1},
      {512, -1},
      {512, 1, 5},
      {512, 1, 5, 0},
      {512, 1, 5, -1},
      {512, 1, 5, Long.MAX_VALUE},
      {512, 1, 5, KeyList.LIMIT, 9, 1},
      {512, 2},
    };
    for (long[] params : bad) {
      assertThatThrownBy(() -> KeyList.keys(new DealerRequest(0, "row-dot", 1, params)))
          .isInstanceOf(LensException.class)
          .hasMessageContaining("bad parameters");
    }
  }
}
