package io.sharelens.node.feature;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.arithmetic.RowTable;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.files.ShareLocation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stored rows in memory, one table for each model and index. Rows are read once and appended; a row
 * that is gone is overwritten with zeros once no search can need it, and when many are gone the
 * rest moves to a new table. Searches that run keep the table they began with. Thread-safe.
 */
final class RowMemory {
  /** The model of the current epoch, and the one before while features are made again. */
  private static final int TABLES = 2;

  private static final int READ_AT_ONCE = 512;

  /** Rows that may be gone before the others move, at least. */
  private static final int FEW = 1024;

  private final Store store;
  private final RowPlaces places;
  private final long limit;
  private final long linger;
  private final Map<Id, Held> tables = new LinkedHashMap<>();

  private record Id(String model, String index) {}

  /** A table and where its rows are. */
  private static final class Held {
    private RowTable table;
    private final Map<Long, Integer> slots = new HashMap<>();

    /** Keys of rows that are gone, and since when; searches that began before may read them. */
    private final Map<Long, Long> gone = new LinkedHashMap<>();

    Held(RowTable table) {
      this.table = table;
    }
  }

  /**
   * @param places where rows lie in the store
   * @param limit bytes of rows
   * @param linger how long a search may go on reading a row that is gone
   */
  RowMemory(Store store, RowPlaces places, long limit, Duration linger) {
    this.store = store;
    this.places = places;
    this.limit = limit;
    this.linger = linger.toNanos();
  }

  /** The rows with these keys, read now if they are not here yet. */
  synchronized RowSet rows(String model, String index, long[] keys) {
    erase();
    Id id = new Id(model, index);
    Held known = tables.get(id);
    int[] found = known == null ? null : slots(known, keys);
    if (known != null && found != null) {
      return new RowSet(known.table, found, keys);
    }
    Held held = load(id, keys);
    int[] slots = slots(held, keys);
    if (slots == null) {
      throw LensException.internal("row-missing", "an index row is neither in memory nor stored");
    }
    return new RowSet(held.table, slots, keys);
  }

  private static int @Nullable [] slots(Held held, long[] keys) {
    int[] slots = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      Integer slot = held.slots.get(keys[i]);
      if (slot == null) {
        return null;
      }
      slots[i] = slot;
    }
    return slots;
  }

  /** Says which rows of a model and an index there are, keys ascending; others go in time. */
  synchronized void keepOnly(String model, String index, long[] living) {
    Held held = tables.get(new Id(model, index));
    if (held != null) {
      long now = System.nanoTime();
      for (long key : held.slots.keySet()) {
        if (Arrays.binarySearch(living, key) < 0) {
          held.gone.putIfAbsent(key, now);
        }
      }
    }
  }

  private void erase() {
    long now = System.nanoTime();
    for (Held held : tables.values()) {
      held.gone
          .entrySet()
          .removeIf(
              e -> {
                boolean over = now - e.getValue() >= linger;
                Integer slot = over ? held.slots.remove(e.getKey()) : null;
                if (slot != null) {
                  held.table.erase(slot);
                }
                return over;
              });
      int left = held.slots.size();
      if (held.table.rows() - left > Math.max(FEW, left / 4)) {
        move(held);
      }
    }
  }

  private static void move(Held held) {
    long[] keys = held.slots.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    int[] slots = Arrays.stream(keys).mapToInt(k -> held.slots.get(k)).toArray();
    RowTable compact = new RowTable(held.table.width() * Integer.BYTES);
    compact.append(held.table, slots);
    for (int i = 0; i < keys.length; i++) {
      held.slots.put(keys[i], i);
    }
    held.table = compact;
  }

  private Held load(Id id, long[] keys) {
    Set<Long> wanted = new HashSet<>();
    Arrays.stream(keys).forEach(wanted::add);
    Held known = tables.get(id);
    if (known != null) {
      wanted.removeAll(known.slots.keySet());
    }
    List<Map.Entry<Long, ShareLocation>> rows =
        places.of(id.model(), id.index()).entrySet().stream()
            .filter(r -> wanted.contains(r.getKey()))
            .toList();
    if (rows.isEmpty()) {
      throw LensException.internal("row-missing", "an index row is neither in memory nor stored");
    }
    int rowBytes = rows.getFirst().getValue().bytes();
    Held held = known == null ? put(id, rowBytes) : known;
    requireRoom((long) rows.size() * rowBytes);
    for (int from = 0; from < rows.size(); from += READ_AT_ONCE) {
      append(held, rows.subList(from, Math.min(rows.size(), from + READ_AT_ONCE)));
    }
    return held;
  }

  private void append(Held held, List<Map.Entry<Long, ShareLocation>> rows) {
    int rowBytes = held.table.width() * Integer.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(rows.size() * rowBytes);
    for (Map.Entry<Long, ShareLocation> r : rows) {
      if (r.getValue().bytes() != rowBytes) {
        throw LensException.internal(
            "bad-row", "a stored row has " + r.getValue().bytes() + " bytes, not " + rowBytes);
      }
      int at = bytes.position();
      store.shares().read(r.getValue(), bytes.slice(at, rowBytes));
      bytes.position(at + rowBytes);
    }
    int slot = held.table.append(bytes.flip());
    for (Map.Entry<Long, ShareLocation> r : rows) {
      held.slots.put(r.getKey(), slot++);
    }
  }

  private Held put(Id id, int rowBytes) {
    if (tables.size() >= TABLES) {
      tables.remove(tables.keySet().iterator().next());
    }
    Held held = new Held(new RowTable(rowBytes));
    tables.put(id, held);
    return held;
  }

  private void requireRoom(long more) {
    long bytes = more;
    for (Held h : tables.values()) {
      bytes += (long) h.table.rows() * h.table.width() * Integer.BYTES;
    }
    if (bytes > limit) {
      throw LensException.resources(
          "index-too-big",
          "the searchable rows take "
              + bytes
              + " bytes, row_memory_bytes allows "
              + limit
              + ": give the node more memory",
          null);
    }
  }
}
