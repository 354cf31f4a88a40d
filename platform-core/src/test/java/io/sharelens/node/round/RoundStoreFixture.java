package io.sharelens.node.round;

import io.sharelens.api.RoundState;
import io.sharelens.node.config.Acceptance;
import io.sharelens.node.config.Endpoint;
import io.sharelens.node.config.Limits;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.config.TlsFiles;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.nio.file.Path;
import java.util.List;

/** A node's store with rounds in it. */
public final class RoundStoreFixture {
  public static final String PARENT = "p".repeat(64);

  private RoundStoreFixture() {}

  public static Store open(Path folder, int node) {
    return Store.open(
        new NodeConfig(
            node,
            "test",
            folder,
            new Endpoint("127.0.0.1", 0),
            new Endpoint("127.0.0.1", 0),
            new TlsFiles(folder, folder, folder),
            List.of(),
            folder,
            folder,
            folder,
            null,
            Acceptance.all(),
            null,
            Limits.defaults(),
            RoundsConfig.defaults()));
  }

  /** A round as it would be in a state, with updates of so many words. */
  public static RoundRow round(Store store, long number, RoundState state, long words) {
    RoundRow row =
        new RoundRow(
            number,
            state,
            null,
            "admin",
            PARENT,
            null,
            null,
            null,
            words,
            "{}",
            RoundRecord.EMPTY.json(),
            1,
            1,
            Long.MAX_VALUE,
            state.over() ? Long.valueOf(1) : null,
            false);
    store.rounds().insert(row);
    return row;
  }

  /** Moves a round on. */
  public static void state(Store store, RoundRow row, RoundState state, long ended) {
    store
        .rounds()
        .update(
            new RoundRow(
                row.number(),
                state,
                null,
                row.origin(),
                row.parent(),
                null,
                null,
                null,
                row.words(),
                row.rules(),
                row.record(),
                1,
                1,
                null,
                ended,
                false),
            store.rounds().find(row.number()).orElseThrow().state());
  }
}
