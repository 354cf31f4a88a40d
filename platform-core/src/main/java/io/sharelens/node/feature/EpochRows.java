package io.sharelens.node.feature;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.Store;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The index rows of an epoch, in memory from the first search on. Which of them are still there is
 * asked of the database for each search, so that a deletion takes effect at once. Thread-safe.
 */
public final class EpochRows {
  private final Store store;
  private @Nullable Cached cached;

  public EpochRows(Store store) {
    this.store = store;
  }

  /** Entries of the epoch, by position, whose rows this node still has. */
  public BitSet present(Epoch epoch) {
    Map<Long, IndexRow> rows = rows(epoch);
    List<EpochEntry> entries = epoch.pictures();
    BitSet present = new BitSet(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      if (rows.containsKey(entries.get(i).rowKey())) {
        present.set(i);
      }
    }
    return present;
  }

  /**
   * Rows of the chosen entries, back to back.
   *
   * @param positions of the entries, ascending
   * @param rowBytes size of a row
   */
  public ByteBuffer read(Epoch epoch, int[] positions, int rowBytes) {
    Cached all = load(epoch, rowBytes);
    if (positions.length == all.loaded().cardinality()
        && covers(all.loaded(), positions)
        && positions.length == epoch.pictures().size()) {
      return ByteBuffer.wrap(all.rows())
          .order(ByteOrder.LITTLE_ENDIAN)
          .asReadOnlyBuffer()
          .order(ByteOrder.LITTLE_ENDIAN);
    }
    ByteBuffer some =
        ByteBuffer.allocate(Math.multiplyExact(positions.length, rowBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int p : positions) {
      if (!all.loaded().get(p)) {
        throw LensException.internal("row-missing", "index row " + p + " is not in memory");
      }
      some.put(all.rows(), p * rowBytes, rowBytes);
    }
    return some.flip();
  }

  private static boolean covers(BitSet loaded, int[] positions) {
    for (int p : positions) {
      if (!loaded.get(p)) {
        return false;
      }
    }
    return true;
  }

  private synchronized Cached load(Epoch epoch, int rowBytes) {
    Cached c = cached;
    if (c != null && c.digest().equals(epoch.digest())) {
      return c;
    }
    Map<Long, IndexRow> rows = rows(epoch);
    List<EpochEntry> entries = epoch.pictures();
    long bytes = (long) entries.size() * rowBytes;
    if (bytes > Integer.MAX_VALUE - 16) {
      throw LensException.resources(
          "index-too-big", "the index has " + bytes + " bytes, more than one node can hold", null);
    }
    byte[] all = new byte[(int) bytes];
    BitSet loaded = new BitSet(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      IndexRow row = rows.get(entries.get(i).rowKey());
      if (row == null) {
        continue;
      }
      if (row.location().bytes() != rowBytes) {
        throw LensException.internal(
            "bad-row", "a stored row has " + row.location().bytes() + " bytes, not " + rowBytes);
      }
      store.shares().read(row.location(), ByteBuffer.wrap(all, i * rowBytes, rowBytes));
      loaded.set(i);
    }
    c = new Cached(epoch.digest(), all, loaded);
    cached = c;
    return c;
  }

  private Map<Long, IndexRow> rows(Epoch epoch) {
    Map<Long, IndexRow> byKey = new HashMap<>();
    for (IndexRow r : store.indexRows().list(epoch.header().model(), epoch.header().index())) {
      byKey.put(r.rowKey(), r);
    }
    return byKey;
  }

  private record Cached(String digest, byte[] rows, BitSet loaded) {}
}
