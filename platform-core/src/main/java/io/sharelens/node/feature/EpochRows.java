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
  private final RowPlaces places;
  private final RowMemory memory;
  private final Map<String, View> views = new LinkedHashMap<>();

  /** What is known of one epoch: by owner, and what was there at a version of the store. */
  private static final class View {
    private final Map<String, BitSet> byOwner = new HashMap<>();
    private long version;
    private @Nullable BitSet present;
  }

  private EpochRows(Store store, RowPlaces places, long limit, Duration longest) {
    this.store = store;
    this.places = places;
    this.memory = new RowMemory(store, places, limit, longest);
  }

  /**
   * Rows at nodes 1 and 2, of pictures.
   *
   * @param limit bytes of memory that rows may take
   * @param longest longest time that a search may take
   */
  public static EpochRows ofPictures(Store store, long limit, Duration longest) {
    return new EpochRows(store, RowPlaces.ofPictures(store), limit, longest);
  }

  /** Rows at node 3, which knows their keys only. */
  public static EpochRows ofReplicas(Store store, long limit, Duration longest) {
    return new EpochRows(store, RowPlaces.ofReplicas(store), limit, longest);
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
    String model = epoch.header().model();
    String index = epoch.header().index();
    long[] keys = places.keys(model, index);
    memory.keepOnly(model, index, keys);
    long[] named = epoch.keys();
    BitSet present = new BitSet(named.length);
    for (int i = 0; i < named.length; i++) {
      if (Arrays.binarySearch(keys, named[i]) >= 0) {
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
    List<EpochEntry> entries = epoch.entries();
    for (int i = 0; entries != null && i < entries.size(); i++) {
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
    long[] named = epoch.keys();
    return rows(
        epoch.header().model(),
        epoch.header().index(),
        Arrays.stream(positions).mapToLong(p -> named[p]).toArray());
  }

  /**
   * Rows by their keys, in memory.
   *
   * @throws io.sharelens.mpc.error.LensException INTERNAL {@code row-missing} if one is not here,
   *     RESOURCES {@code index-too-big} if they do not fit
   */
  public RowSet rows(String model, String index, long[] keys) {
    return memory.rows(model, index, keys);
  }

  /** Reads an epoch's rows in the background, so that the next search finds them in memory. */
  public void prepare(Epoch epoch) {
    if (epoch.header().pictures() == 0) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("rows-" + epoch.number())
        .start(
            () -> {
              try {
                int[] there = present(epoch).stream().toArray();
                if (there.length > 0) {
                  rows(epoch, there);
                }
              } catch (RuntimeException e) {
                // The search that needs the rows will say so.
                LOG.warn("rows of epoch {} are not in memory: {}", epoch.number(), e.toString());
              }
            });
  }
}
