package io.sharelens.node.control;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ControlMessages.Retain;
import io.sharelens.node.control.ControlMessages.StatusReply;
import io.sharelens.node.control.ControlMessages.StatusRequest;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.model.ModelNotice;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.PictureRef;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What nodes 2 and 3 do when node 1 proposes or asks: they check against what they hold. */
public final class Follower {
  private final NodeContext node;
  private final EpochBook epochs;
  private final ModelShelf models;
  private final Consumer<Epoch> committed;

  /**
   * @param committed told of every epoch that begins to count here
   */
  public Follower(
      NodeContext node, EpochBook epochs, ModelShelf models, Consumer<Epoch> committed) {
    this.node = node;
    this.epochs = epochs;
    this.models = models;
    this.committed = committed;
  }

  StatusReply status(StatusRequest request) {
    finish(request);
    request.failed().forEach(f -> node.store().pictures().failed(f.ref(), f.cause()));
    Epoch current = epochs.current().orElse(null);
    return new StatusReply(
        current == null ? Epoch.NONE : current.number(),
        current == null ? "" : current.digest(),
        models.published().map(m -> m.sha256()).orElse(""),
        holds(request.asked()),
        missing(request.rows()),
        current == null ? new long[0] : gone(current),
        complete(),
        greatestRowKey(),
        BatchMemory.words());
  }

  /** What node 1 has committed counts: a crash may have kept its commit from reaching this node. */
  private void finish(StatusRequest request) {
    ModelNotice model = request.model();
    if (model != null && models.prepared(model)) {
      models.commit(model);
    }
    if (request.number() != Epoch.NONE
        && epochs.prepared(request.number(), request.digest()).isPresent()) {
      commit(request.number(), request.digest());
    }
  }

  void prepare(Epoch epoch) {
    epoch.check();
    Epoch current = epochs.current().orElse(null);
    if (current != null && current.digest().equals(epoch.digest())) {
      return;
    }
    node.schemes().usable(epoch.header().scheme());
    if (models.find(epoch.header().model()).isEmpty()) {
      throw LensException.protocol(
          "model-differs",
          "the epoch names the model "
              + epoch.header().model()
              + ", which is not published at node "
              + node.node());
    }
    if (node.node() == 3) {
      checkMasks(epoch);
    } else {
      checkRows(epoch);
    }
    epochs.prepare(epoch);
  }

  void commit(long number, String digest) {
    committed.accept(epochs.commit(number, digest));
  }

  boolean wants(ModelNotice model) {
    if (model.bytes() > node.limits().maxModelBytes()) {
      throw LensException.user(
          "model-too-big",
          "the model has "
              + model.bytes()
              + " bytes; node "
              + node.node()
              + " takes at most "
              + node.limits().maxModelBytes());
    }
    return !models.has(model.sha256());
  }

  /** Receives the file of a model that this node does not have. */
  void take(ModelNotice model, Consumer<Path> receive) {
    models.receive(model.sha256(), receive);
  }

  void prepare(ModelNotice model) {
    models.prepare(model);
  }

  void commit(ModelNotice model) {
    models.commit(model);
  }

  void retain(Retain rows) {
    if (node.node() != 3) {
      throw LensException.protocol("wrong-party", "only the dealer has mask rows");
    }
    Set<Long> keep = new HashSet<>();
    Arrays.stream(rows.keys()).forEach(keep::add);
    List<Long> drop =
        node.store().masks().keys().stream()
            .filter(k -> k < rows.below() && !keep.contains(k))
            .toList();
    node.store().masks().drop(drop);
  }

  private boolean[] holds(List<PictureRef> asked) {
    boolean[] holds = new boolean[asked.size()];
    for (int i = 0; i < holds.length; i++) {
      holds[i] =
          node.store()
              .pictures()
              .find(asked.get(i))
              .map(AttemptRow::state)
              .filter(s -> s == AttemptState.STORED || s == AttemptState.INDEXED)
              .isPresent();
    }
    return holds;
  }

  private long[] gone(Epoch current) {
    if (node.node() == 3) {
      return missing(current.keys());
    }
    Set<Long> here = rows(current).keySet();
    return Arrays.stream(current.keys()).filter(k -> !here.contains(k)).toArray();
  }

  /** Keys without an index row here, or at the dealer without a mask row. */
  private long[] missing(long[] keys) {
    if (node.node() != 3) {
      return node.store().indexRows().missing(keys);
    }
    Set<Long> known = new HashSet<>(node.store().masks().keys());
    return Arrays.stream(keys).filter(k -> !known.contains(k)).toArray();
  }

  private int complete() {
    Map<AttemptState, Integer> counts = node.store().pictures().counts();
    return counts.getOrDefault(AttemptState.STORED, 0)
        + counts.getOrDefault(AttemptState.INDEXED, 0);
  }

  private long greatestRowKey() {
    return node.node() == 3 ? node.store().masks().greatestKey() : 0;
  }

  private void checkMasks(Epoch epoch) {
    Set<Long> known = new HashSet<>(node.store().masks().keys());
    for (long key : epoch.keys()) {
      if (!known.contains(key)) {
        throw LensException.protocol(
            "rows-missing", "node 3 has no mask row " + key + ", which the epoch names");
      }
    }
  }

  private void checkRows(Epoch epoch) {
    Map<Long, IndexRow> rows = rows(epoch);
    for (EpochEntry e : epoch.pictures()) {
      IndexRow row = rows.get(e.rowKey());
      String owner = node.store().pictures().owner(e.picture()).orElse("");
      if (row == null || !row.ref().equals(e.asRef()) || !owner.equals(e.owner())) {
        throw LensException.protocol(
            "rows-missing",
            "node "
                + node.node()
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
    for (IndexRow r :
        node.store().indexRows().list(epoch.header().model(), epoch.header().index())) {
      byKey.put(r.rowKey(), r);
    }
    return byKey;
  }
}
