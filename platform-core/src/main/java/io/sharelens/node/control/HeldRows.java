package io.sharelens.node.control;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ControlMessages.HeldStructure;
import io.sharelens.node.control.ControlMessages.Retain;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.Counters;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.StructureRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows and structures a following node holds: node 2 index rows of pictures, node 3 index
 * rows by key (three servers) or seeds of mask rows (a dealer). A key is of one of these kinds.
 */
final class HeldRows {
  private final int node;
  private final Store store;

  HeldRows(NodeContext context) {
    this.node = context.node();
    this.store = context.store();
  }

  /** Those of the keys that nothing is held for. */
  long[] missing(long[] keys) {
    if (node != 3) {
      return store.indexRows().missing(keys);
    }
    Set<Long> known = known();
    return Arrays.stream(keys).filter(k -> !known.contains(k)).toArray();
  }

  /** Row keys of an epoch whose rows are not searchable here (any more). */
  long[] gone(Epoch epoch) {
    if (node == 3) {
      return missing(epoch.keys());
    }
    Set<Long> here = rows(epoch).keySet();
    return Arrays.stream(epoch.keys()).filter(k -> !here.contains(k)).toArray();
  }

  /** The greatest row key that was ever seen; 0 at node 2, which node 1 need not ask. */
  long greatestKey() {
    return node == 3
        ? Math.max(store.masks().greatestKey(), store.counters().next(Counters.ROW_KEYS) - 1)
        : 0;
  }

  /** Names of those structures that this node should hold, or deal for, and cannot. */
  List<String> lacking(List<HeldStructure> structures) {
    Set<Long> masks = node == 3 ? new HashSet<>(store.masks().keys()) : Set.of();
    List<String> lacking = new ArrayList<>();
    for (HeldStructure s : structures) {
      boolean dealt = node == 3 && Arrays.stream(s.rowKeys()).allMatch(masks::contains);
      if (!dealt && store.structures().find(s.name()).isEmpty()) {
        lacking.add(s.name());
      }
    }
    return lacking;
  }

  /**
   * Checks that all is here that an epoch names.
   *
   * @param computes whether this node computes in the epoch's scheme
   * @throws LensException PROTOCOL {@code rows-missing} or {@code structure-missing}
   */
  void require(Epoch epoch, boolean computes) {
    if (node == 3) {
      requireKeys(epoch, computes);
    } else {
      requireRows(epoch);
    }
    String structure = epoch.header().structure();
    if (computes && structure != null && store.structures().find(structure).isEmpty()) {
      throw LensException.protocol(
          "structure-missing",
          "node " + node + " has no index structure " + structure + ", which the epoch names");
    }
  }

  /** Forgets what nobody uses any more. */
  void retain(Retain retain) {
    if (node == 3) {
      Set<Long> keep = new HashSet<>();
      Arrays.stream(retain.keys()).forEach(keep::add);
      store
          .masks()
          .drop(
              store.masks().keys().stream()
                  .filter(k -> k < retain.below() && !keep.contains(k))
                  .toList());
      store.removal().dropReplicas(keep, retain.below());
    }
    List<StructureRow> others =
        store.structures().list().stream()
            .filter(s -> !retain.structures().contains(s.name()))
            .toList();
    store.removal().dropStructures(others);
  }

  private Set<Long> known() {
    Set<Long> known = store.replicaRows().keys();
    known.addAll(store.masks().keys());
    return known;
  }

  private void requireKeys(Epoch epoch, boolean computes) {
    Set<Long> known = computes ? store.replicaRows().keys() : new HashSet<>(store.masks().keys());
    for (long key : epoch.keys()) {
      if (!known.contains(key)) {
        throw LensException.protocol(
            "rows-missing",
            "node 3 has no "
                + (computes ? "index" : "mask")
                + " row "
                + key
                + ", which the epoch names");
      }
    }
  }

  private void requireRows(Epoch epoch) {
    Map<Long, IndexRow> rows = rows(epoch);
    for (EpochEntry e : epoch.pictures()) {
      IndexRow row = rows.get(e.rowKey());
      String owner = store.pictures().owner(e.picture()).orElse("");
      if (row == null || !row.ref().equals(e.asRef()) || !owner.equals(e.owner())) {
        throw LensException.protocol(
            "rows-missing",
            "node "
                + node
                + " has no row "
                + e.rowKey()
                + " of picture "
                + e.picture()
                + " ("
                + e.attempt()
                + ") of "
                + e.owner());
      }
    }
  }

  private Map<Long, IndexRow> rows(Epoch epoch) {
    Map<Long, IndexRow> byKey = new HashMap<>();
    for (IndexRow r : store.indexRows().list(epoch.header().model(), epoch.header().index())) {
      byKey.put(r.rowKey(), r);
    }
    return byKey;
  }
}
