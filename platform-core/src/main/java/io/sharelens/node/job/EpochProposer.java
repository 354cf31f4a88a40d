package io.sharelens.node.job;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ControlClient;
import io.sharelens.node.control.ControlMessages.EpochName;
import io.sharelens.node.control.ControlMessages.Retain;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.epoch.EpochHeader;
import io.sharelens.node.epoch.EpochKeeper;
import io.sharelens.node.model.MaskedFiles;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.Counters;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.StructureRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Node 1 makes epochs: nodes 2 and 3 check and store the proposal, then node 1 commits, which
 * decides, then the others commit. Used by the coordinator's thread only.
 */
final class EpochProposer {
  private static final Logger LOG = LoggerFactory.getLogger(EpochProposer.class);

  private final NodeContext node;
  private final EpochBook epochs;
  private final EpochKeeper keeper;
  private final ControlClient control;
  private final MaskedFiles masked;

  /**
   * @param masked whose rows at the dealer are in use, too
   */
  EpochProposer(
      NodeContext node,
      EpochBook epochs,
      EpochKeeper keeper,
      ControlClient control,
      MaskedFiles masked) {
    this.node = node;
    this.epochs = epochs;
    this.keeper = keeper;
    this.control = control;
    this.masked = masked;
  }

  /**
   * Proposes and commits the next epoch if it would differ from the current one.
   *
   * @param content what all rows are of
   * @param atLeast the greatest epoch number that any node has committed
   * @return whether there is a new epoch
   * @throws LensException why a node does not agree; then the current epoch stays
   */
  boolean propose(Content content, long atLeast) {
    List<EpochEntry> entries = entries(content);
    String structure =
        node.store()
            .structures()
            .newest(content.model(), content.index())
            .map(StructureRow::name)
            .orElse(null);
    Epoch current = epochs.current().orElse(null);
    if (current != null
        && content.equals(Content.of(current))
        && Objects.equals(current.header().structure(), structure)
        && current.pictures().equals(entries)) {
      return false;
    }
    long number = Math.max(current == null ? 0 : current.number(), atLeast) + 1;
    EpochHeader header =
        EpochHeader.of(
            number, content.scheme(), content.model(), content.index(), entries, structure);
    Epoch next = new Epoch(header, entries, null);
    epochs.prepare(next);
    control.prepare(2, next);
    control.prepare(3, next.forDealer());
    epochs.commit(number, next.digest());
    LOG.info("epoch {} with {} pictures is committed", number, entries.size());
    for (int other : new int[] {2, 3}) {
      try {
        control.commit(other, new EpochName(number, next.digest()));
      } catch (LensException e) {
        LOG.warn("node {} will hear later of epoch {}: {}", other, number, e.getMessage());
      }
    }
    keeper.committed(next);
    return true;
  }

  /**
   * What the rows of an epoch have in common.
   *
   * @param scheme digest of the scheme
   * @param model SHA-256 of the model
   * @param index name of the index
   */
  record Content(String scheme, String model, String index) {
    static Content of(Epoch epoch) {
      EpochHeader h = epoch.header();
      return new Content(h.scheme(), h.model(), h.index());
    }

    static Content of(Scheme scheme, String model) {
      return new Content(scheme.digest(), model, scheme.indexName());
    }
  }

  /**
   * Forgets structures that nothing uses, and tells the others which rows and structures are in
   * use. No extraction may be under way.
   */
  void retain() {
    List<StructureRow> structures = structuresInUse();
    LongStream rows = Arrays.stream(node.store().indexRows().keys());
    LongStream own = structures.stream().flatMapToLong(s -> Arrays.stream(s.rowKeys()));
    Retain retain =
        new Retain(
            LongStream.concat(LongStream.concat(rows, own), Arrays.stream(masked.keys())).toArray(),
            node.store().counters().next(Counters.ROW_KEYS),
            structures.stream().map(StructureRow::name).toList());
    control.retain(2, retain);
    control.retain(3, retain);
  }

  /** Those that usable epochs name, and the newest that the next one may name; others go. */
  private List<StructureRow> structuresInUse() {
    Set<String> named = new HashSet<>();
    for (Epoch e :
        Stream.of(epochs.current(), epochs.previous()).flatMap(Optional::stream).toList()) {
      String structure = e.header().structure();
      if (structure != null) {
        named.add(structure);
      }
    }
    String index = node.schemes().target().indexName();
    String model = node.store().models().published().map(ModelRow::sha256).orElse("");
    List<StructureRow> used = new ArrayList<>();
    List<StructureRow> others = new ArrayList<>();
    for (StructureRow s : node.store().structures().list()) {
      boolean next =
          s.index().equals(index)
              && s.model().equals(model)
              && node.store()
                  .structures()
                  .newest(s.model(), s.index())
                  .filter(s::equals)
                  .isPresent();
      (named.contains(s.name()) || next ? used : others).add(s);
    }
    node.store().removal().dropStructures(others);
    return used;
  }

  /** Brings a node to the current epoch that missed it altogether. */
  void bring(int other) {
    Epoch current = epochs.current().orElse(null);
    if (current != null) {
      control.prepare(other, other == 3 ? current.forDealer() : current);
      control.commit(other, new EpochName(current.number(), current.digest()));
    }
  }

  /** The newest indexed attempt of each picture that is here, in the order of the row keys. */
  private List<EpochEntry> entries(Content content) {
    Map<Long, EpochEntry> known = new HashMap<>();
    epochs.current().ifPresent(e -> e.pictures().forEach(p -> known.put(p.rowKey(), p)));
    Map<String, List<IndexRow>> byPicture = new HashMap<>();
    for (IndexRow row : node.store().indexRows().list(content.model(), content.index())) {
      byPicture.computeIfAbsent(row.ref().picture(), k -> new ArrayList<>()).add(row);
    }
    List<EpochEntry> entries = new ArrayList<>(byPicture.size());
    for (List<IndexRow> rows : byPicture.values()) {
      IndexRow newest =
          rows.size() == 1
              ? rows.getFirst()
              : rows.stream().max(Comparator.comparingLong(this::sequence)).orElseThrow();
      EpochEntry entry = known.get(newest.rowKey());
      entries.add(entry == null ? entry(newest) : entry);
    }
    entries.sort(Comparator.comparingLong(EpochEntry::rowKey));
    return entries;
  }

  private EpochEntry entry(IndexRow row) {
    String owner = node.store().pictures().owner(row.ref().picture()).orElseThrow();
    return new EpochEntry(row.ref().picture(), row.ref().attempt(), owner, row.rowKey());
  }

  private long sequence(IndexRow row) {
    return node.store().pictures().find(row.ref()).map(AttemptRow::sequence).orElse(0L);
  }
}
