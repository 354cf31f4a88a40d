package io.sharelens.node.structure;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.StructureShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.Slots;
import io.sharelens.node.store.Counters;
import io.sharelens.node.store.StructureRow;
import io.sharelens.spi.FeatureIndex;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it at node 1 that an index which arranges its rows has a structure when it wants one. The
 * one before serves until an epoch names the next. Used by the coordinator's thread.
 */
public final class IndexBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(IndexBuilder.class);

  private final NodeContext node;
  private final ModelCache models;
  private final StructureShelf shelf;
  private final BuildLeader leader;
  private final Slots slots;
  private volatile SessionRun running = new SessionRun();

  /** Rows for which building failed: it is tried again when there are others. */
  private long @Nullable [] failed;

  public IndexBuilder(
      NodeContext node,
      SessionJournal journal,
      EpochBook epochs,
      ModelCache models,
      EpochRows rows,
      StructureShelf shelf,
      Slots slots) {
    this.node = node;
    this.models = models;
    this.shelf = shelf;
    this.leader = new BuildLeader(node, journal, epochs, models, rows, shelf);
    this.slots = slots;
  }

  /**
   * Builds what is wanted. Searches go first.
   *
   * @return whether there is a new structure; the next epoch names it
   * @throws LensException why there is none
   */
  public boolean build(Scheme scheme, String model) {
    long[] keys = node.store().indexRows().keys(model, scheme.indexName());
    if (keys.length == 0 || !wants(scheme, model, keys)) {
      return false;
    }
    int own = index(scheme, model).structureRows(keys.length);
    long first = own == 0 ? 0 : node.store().counters().take(Counters.ROW_KEYS, own);
    running = new SessionRun(slots::standBack);
    leader.build(
        running,
        scheme,
        model,
        new BuildProgramme(keys, LongStream.range(first, first + own).toArray()));
    LOG.info("the index {} is arranged anew over {} rows", scheme.indexName(), keys.length);
    return true;
  }

  /**
   * As {@link #build}; where that fails, what there was goes on serving, and it is tried again when
   * rows have come or gone.
   */
  public boolean rebuild(Scheme scheme, String model) {
    long[] keys = node.store().indexRows().keys(model, scheme.indexName());
    if (Arrays.equals(keys, failed)) {
      return false;
    }
    try {
      boolean built = build(scheme, model);
      failed = null;
      return built;
    } catch (LensException e) {
      failed = keys;
      LOG.warn("the index is not arranged anew; the old structure serves: {}", e.getMessage());
      return false;
    }
  }

  /** Ends the session that runs, for a shutdown. */
  public void cancel() {
    running.cancel();
  }

  private boolean wants(Scheme scheme, String model, long[] keys) {
    StructureRow present = node.store().structures().newest(model, scheme.indexName()).orElse(null);
    return index(scheme, model).wantsBuild(shelf.document(present), keys);
  }

  private FeatureIndex index(Scheme scheme, String model) {
    return scheme.idleIndex(models.get(model).features());
  }
}
