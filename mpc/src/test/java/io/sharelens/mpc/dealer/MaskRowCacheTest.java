package io.sharelens.mpc.dealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.dealer.MaskRows.RowSeeds;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MaskRowCacheTest {
  private static final int COLUMNS = 12;
  private static final long BLOCK_BYTES = 1024L * COLUMNS * 4;

  /** Seeds in memory; counts what is asked for. */
  private static final class Durable implements MaskRows {
    private final Map<Long, RowSeeds> seeds = new HashMap<>();
    private int found;

    @Override
    public void create(long[] keys, int columns, RowSeeds[] fresh) {
      for (int i = 0; i < keys.length; i++) {
        seeds.put(keys[i], fresh[i]);
      }
    }

    @Override
    public RowSeeds[] find(long[] keys, int columns) {
      RowSeeds[] all = new RowSeeds[keys.length];
      for (int i = 0; i < all.length; i++) {
        RowSeeds s = seeds.get(keys[i]);
        if (s == null) {
          throw LensException.protocol("mask-unknown", "no row " + keys[i]);
        }
        all[i] = s;
      }
      found += keys.length;
      return all;
    }
  }

  private final Durable durable = new Durable();
  private final int[] vectors = new Random(1).ints(3 * COLUMNS).toArray();

  private static Seed seed(long a, long b) {
    return Seed.of(ByteBuffer.allocate(Seed.BYTES).putLong(a).putLong(b).array());
  }

  private void make(long... keys) {
    RowSeeds[] seeds = new RowSeeds[keys.length];
    for (int i = 0; i < keys.length; i++) {
      seeds[i] = new RowSeeds(seed(keys[i], 1), seed(keys[i], 2));
    }
    durable.create(keys, COLUMNS, seeds);
  }

  private void requireSame(MaskRows rows, long... keys) {
    assertThat(rows.products(keys, COLUMNS, vectors, 3))
        .isEqualTo(durable.products(keys, COLUMNS, vectors, 3));
  }

  @Test
  void productsAreThoseOfTheDurableRowsInAnyOrder() {
    long[] keys = LongStream.range(900, 3000).toArray();
    make(keys);
    make(-5);
    for (long limit : new long[] {0, BLOCK_BYTES, 10 * BLOCK_BYTES}) {
      MaskRowCache cache = new MaskRowCache(durable, limit);
      requireSame(cache, keys);
      requireSame(cache, 950, 2999, 1023, 1024, 1024, 901, -5);
      requireSame(cache);
      assertThat(cache.bytes()).isLessThanOrEqualTo(limit);
    }
  }

  @Test
  void rowsAreExpandedOnceAndNewOnesJoin() {
    make(LongStream.range(0, 10).toArray());
    MaskRowCache cache = new MaskRowCache(durable, BLOCK_BYTES);
    cache.products(new long[] {1, 2, 3}, COLUMNS, vectors, 3);
    cache.products(new long[] {3, 2, 1}, COLUMNS, vectors, 3);
    assertThat(durable.found).isEqualTo(3);
    cache.products(new long[] {1, 2, 3, 4}, COLUMNS, vectors, 3);
    assertThat(durable.found).isEqualTo(4);
    requireSame(cache, 4, 1);
  }

  @Test
  void droppedRowsAreGone() {
    make(1, 2, 3);
    MaskRowCache cache = new MaskRowCache(durable, BLOCK_BYTES);
    requireSame(cache, 1, 2, 3);
    durable.seeds.remove(2L);
    cache.drop(new long[] {2, 77});
    requireSame(cache, 1, 3);
    assertThatThrownBy(() -> cache.products(new long[] {2}, COLUMNS, vectors, 3))
        .isInstanceOf(LensException.class);
    durable.seeds.clear();
    cache.drop(new long[] {1, 3});
    assertThat(cache.bytes()).isZero();
    assertThatThrownBy(() -> cache.products(new long[] {1}, COLUMNS, vectors, 3))
        .isInstanceOf(LensException.class);
    assertThat(cache.bytes()).as("a row that is not there takes no memory").isZero();
  }

  @Test
  void wholeSetsAreExpandedOnceAndForgottenWithAnyOfTheirRows() {
    long[] keys = LongStream.range(50, 60).toArray();
    make(keys);
    MaskRowCache cache = new MaskRowCache(durable, 10L * COLUMNS * 4);
    int[] rows = durable.rows(keys, COLUMNS);
    int asked = durable.found;
    assertThat(cache.rows(keys, COLUMNS)).isEqualTo(rows);
    assertThat(cache.rows(keys, COLUMNS)).isEqualTo(rows);
    assertThat(durable.found).as("once").isEqualTo(asked + 10);
    assertThat(cache.bytes()).isEqualTo(10L * COLUMNS * 4);
    assertThat(cache.rows(new long[] {50, 52}, COLUMNS)).as("no run").hasSize(2 * COLUMNS);
    assertThat(cache.rows(new long[] {50, 51}, COLUMNS)).as("no room").hasSize(2 * COLUMNS);
    assertThat(cache.bytes()).isEqualTo(10L * COLUMNS * 4);
    durable.seeds.remove(55L);
    cache.drop(new long[] {55});
    assertThat(cache.bytes()).isZero();
    assertThatThrownBy(() -> cache.rows(keys, COLUMNS)).isInstanceOf(LensException.class);
    assertThat(cache.bytes()).isZero();
  }
}
