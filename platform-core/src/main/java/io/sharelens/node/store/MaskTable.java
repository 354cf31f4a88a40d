package io.sharelens.node.store;

import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The dealer's durable seeds of mask rows. A dropped key keeps a tombstone without seeds. */
public final class MaskTable {
  private static final HexFormat HEX = HexFormat.of();
  private static final int BATCH = 500;

  private final Database db;
  private final List<Consumer<long[]>> listeners = new CopyOnWriteArrayList<>();

  MaskTable(Database db) {
    this.db = db;
  }

  /** The table as sessions use it. */
  public MaskRows rows() {
    return new MaskRows() {
      @Override
      public void create(long[] keys, int columns, RowSeeds[] seeds) {
        MaskTable.this.create(keys, columns, seeds);
      }

      @Override
      public RowSeeds[] find(long[] keys, int columns) {
        return MaskTable.this.find(keys, columns);
      }
    };
  }

  /** Tells {@code listener} of keys after their seeds were dropped. */
  public void onDrop(Consumer<long[]> listener) {
    listeners.add(listener);
  }

  /** Forgets the seeds of keys for good; unknown keys are remembered as dropped too. */
  public void drop(List<Long> keys) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  for (long key : keys) {
                    int n =
                        h.execute(
                            "UPDATE mask_rows SET first_seed = NULL, second_seed = NULL,"
                                + " dropped = TRUE WHERE row_key = ?",
                            key);
                    if (n == 0) {
                      h.execute(
                          "INSERT INTO mask_rows (row_key, width, dropped) VALUES (?, 0, TRUE)",
                          key);
                    }
                  }
                  return keys.size();
                }));
    long[] dropped = keys.stream().mapToLong(Long::longValue).toArray();
    listeners.forEach(l -> l.accept(dropped));
  }

  /** The greatest key that was ever used, dropped ones included; 0 if there is none. */
  public long greatestKey() {
    return db.with(
        h ->
            h.createQuery("SELECT COALESCE(MAX(row_key), 0) FROM mask_rows")
                .mapTo(Long.class)
                .one());
  }

  /** Keys that have seeds. */
  public List<Long> keys() {
    return db.with(
        h ->
            h.createQuery("SELECT row_key FROM mask_rows WHERE dropped = FALSE ORDER BY row_key")
                .mapTo(Long.class)
                .list());
  }

  private void create(long[] keys, int columns, MaskRows.RowSeeds[] seeds) {
    try {
      db.inTransaction(
          () ->
              db.with(
                  h -> {
                    PreparedBatch batch =
                        h.prepareBatch(
                            "INSERT INTO mask_rows (row_key, width, first_seed, second_seed,"
                                + " dropped) VALUES (?, ?, ?, ?, FALSE)");
                    for (int i = 0; i < keys.length; i++) {
                      batch.add(
                          keys[i],
                          columns,
                          HEX.formatHex(seeds[i].first().bytes()),
                          HEX.formatHex(seeds[i].second().bytes()));
                    }
                    return keys.length == 0 ? 0 : batch.execute().length;
                  }));
    } catch (JdbiException e) {
      for (long key : keys) {
        if (db.with(h -> known(h, key))) {
          throw LensException.protocol("mask-reused", "mask row " + key + " was used before");
        }
      }
      throw e;
    }
  }

  private MaskRows.RowSeeds[] find(long[] keys, int columns) {
    Map<Long, MaskRows.RowSeeds> found = new HashMap<>();
    for (int from = 0; from < keys.length; from += BATCH) {
      List<Long> some =
          Arrays.stream(keys, from, Math.min(keys.length, from + BATCH)).boxed().toList();
      db.with(
          h ->
              h.createQuery(
                      "SELECT row_key, first_seed, second_seed FROM mask_rows"
                          + " WHERE dropped = FALSE AND width = :width AND row_key IN (<keys>)")
                  .bind("width", columns)
                  .bindList("keys", some)
                  .map(
                      (rs, ctx) ->
                          found.put(
                              rs.getLong(1),
                              new MaskRows.RowSeeds(seed(rs.getString(2)), seed(rs.getString(3)))))
                  .list());
    }
    MaskRows.RowSeeds[] out = new MaskRows.RowSeeds[keys.length];
    for (int i = 0; i < keys.length; i++) {
      MaskRows.@Nullable RowSeeds seeds = found.get(keys[i]);
      if (seeds == null) {
        throw LensException.protocol(
            "mask-unknown", "mask row " + keys[i] + " of width " + columns + " is not here");
      }
      out[i] = seeds;
    }
    return out;
  }

  private static boolean known(Handle h, long key) {
    return h.createQuery("SELECT COUNT(*) FROM mask_rows WHERE row_key = :key")
            .bind("key", key)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static Seed seed(String hex) {
    return Seed.of(HEX.parseHex(hex));
  }
}
