package io.sharelens.node.feature;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.StructureRow;
import io.sharelens.node.store.files.ShareLocation;
import io.sharelens.spi.IndexStructure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The structures of indexes that this node holds; the last ones used are in memory. Thread-safe.
 */
public final class StructureShelf {
  /** That of the current epoch and that of the one before. */
  private static final int IN_MEMORY = 2;

  private final Store store;
  private final Clock clock;
  private final Map<String, IndexStructure> loaded = new LinkedHashMap<>(4, 0.75f, true);

  public StructureShelf(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Keeps what a build session made, durably. Doing it again changes nothing. */
  public synchronized void keep(String model, String index, BuiltStructure built) {
    String name = built.name();
    if (store.structures().find(name).isPresent()) {
      return;
    }
    ByteBuffer payload =
        ByteBuffer.allocate(Integer.BYTES + built.document().length + built.rows().remaining())
            .order(ByteOrder.LITTLE_ENDIAN);
    payload.putInt(built.document().length).put(built.document()).put(built.rows().duplicate());
    ShareLocation place = store.shares().append(List.of(payload.flip())).getFirst();
    store
        .structures()
        .insert(new StructureRow(name, model, index, built.rowKeys(), place, clock.millis()));
  }

  public boolean has(String name) {
    return store.structures().find(name).isPresent();
  }

  /**
   * A structure, ready for searches.
   *
   * @throws LensException PROTOCOL {@code structure-missing} if it is not here
   */
  public synchronized IndexStructure get(String name) {
    IndexStructure known = loaded.get(name);
    if (known != null) {
      return known;
    }
    StructureRow row =
        store
            .structures()
            .find(name)
            .orElseThrow(
                () ->
                    LensException.protocol(
                        "structure-missing", "the index structure " + name + " is not here"));
    IndexStructure structure = read(row);
    if (loaded.size() >= IN_MEMORY) {
      loaded.remove(loaded.keySet().iterator().next());
    }
    loaded.put(name, structure);
    return structure;
  }

  /** The document alone; null where there is no structure. */
  public byte @Nullable [] document(@Nullable StructureRow row) {
    return row == null ? null : get(row.name()).document();
  }

  private IndexStructure read(StructureRow row) {
    ByteBuffer payload =
        ByteBuffer.wrap(store.shares().read(row.location())).order(ByteOrder.LITTLE_ENDIAN);
    byte[] document = new byte[payload.getInt()];
    payload.get(document);
    long[] keys = row.rowKeys();
    if (!BuiltStructure.name(document, keys).equals(row.name())) {
      throw LensException.internal(
          "bad-structure", "the stored index structure " + row.name() + " has another digest");
    }
    // A structure without rows of its own still has a table: of the narrowest rows there are.
    int rowBytes = keys.length == 0 ? Integer.BYTES : payload.remaining() / keys.length;
    return new IndexStructure(
        document, RowSet.of(payload.slice().order(ByteOrder.LITTLE_ENDIAN), rowBytes, keys));
  }
}
