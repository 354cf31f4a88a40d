package io.sharelens.node.feature;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.store.Store;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The searchable rows of this node. The rows themselves are in memory ({@link RowMemory}): the
 * first search or {@link #prepare} reads them, later epochs add what is new. Which of an epoch's
 * rows are still there is looked up again whenever the store says that rows changed, so that a
 * deletion takes effect at once. Thread-safe.
 */
public final class EpochRows {
  private static final Logger LOG = LoggerFactory.getLogger(EpochRows.class);

  /** The current epoch and the one before. */
  private static final int EPOCHS = 2;

  private final Store store;
  private final RowMemory memory;
  private final Map<String, View> views = new LinkedHashMap<>();

  /** What is known of one epoch: by owner, and what was there at a version of the store. */
  private static final class View {
    private final Map<String, BitSet> byOwner = new HashMap<>();
    private long version;
    private @Nullable BitSet present;
  }

  /**
   * @param limit bytes of memory that rows may take
   * @param longest longest time that a search may take
   */
  public EpochRows(Store store, long limit, Duration longest) {
    this.store = store;
    this.memory = new RowMemory(store, limit, longest);
  }

  /** Entries of the epoch, by position, whose rows this node still has. */
  public synchronized BitSet present(Epoch epoch) {
    View view = view(epoch);
    BitSet known = view.present;
    long version = store.rowVersion();
    if (known == null || view.version != version) {
      known = lookUp(epoch);
      view.present = known;
      view.version = version;
    }
    return (BitSet) known.clone();
  }

  private BitSet lookUp(Epoch epoch) {
    long[] keys = store.indexRows().keys(epoch.header().model(), epoch.header().index());
    memory.keepOnly(epoch, keys);
    List<EpochEntry> entries = epoch.pictures();
    BitSet present = new BitSet(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      if (Arrays.binarySearch(keys, entries.get(i).rowKey()) >= 0) {
        present.set(i);
      }
    }
    return present;
  }

  /** Entries of the epoch, by position, that belong to one of the owners. */
  public synchronized BitSet owned(Epoch epoch, List<String> owners) {
    View view = view(epoch);
    BitSet all = new BitSet(epoch.pictures().size());
    owners.forEach(o -> all.or(view.byOwner.getOrDefault(o, new BitSet())));
    return all;
  }

  private View view(Epoch epoch) {
    View known = views.get(epoch.digest());
    if (known != null) {
      return known;
    }
    View view = new View();
    List<EpochEntry> entries = epoch.pictures();
    for (int i = 0; i < entries.size(); i++) {
      view.byOwner.computeIfAbsent(entries.get(i).owner(), o -> new BitSet()).set(i);
    }
    if (views.size() >= EPOCHS) {
      views.remove(views.keySet().iterator().next());
    }
    views.put(epoch.digest(), view);
    return view;
  }

  /**
   * Rows of the chosen entries, in memory.
   *
   * @param positions of the entries
   * @throws io.sharelens.mpc.error.LensException RESOURCES {@code index-too-big} if they do not fit
   */
  public RowSet rows(Epoch epoch, int[] positions) {
    List<EpochEntry> entries = epoch.pictures();
    long[] keys = new long[positions.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = entries.get(positions[i]).rowKey();
    }
    return memory.rows(epoch, keys);
  }

  /** Reads an epoch's rows in the background, so that the next search finds them in memory. */
  public void prepare(Epoch epoch) {
    if (epoch.pictures().isEmpty()) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("rows-" + epoch.number())
        .start(
            () -> {
              try {
                rows(epoch, present(epoch).stream().toArray());
              } catch (RuntimeException e) {
                // The search that needs the rows will say so.
                LOG.warn("rows of epoch {} are not in memory: {}", epoch.number(), e.toString());
              }
            });
  }
}
