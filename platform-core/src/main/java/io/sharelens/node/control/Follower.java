package io.sharelens.node.control;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ControlMessages.GivenUp;
import io.sharelens.node.control.ControlMessages.Retain;
import io.sharelens.node.control.ControlMessages.StatusReply;
import io.sharelens.node.control.ControlMessages.StatusRequest;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.model.ModelNotice;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.PictureRef;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What nodes 2 and 3 do when node 1 proposes or asks: they check against what they hold. */
public final class Follower {
  private final NodeContext node;
  private final EpochBook epochs;
  private final ModelShelf models;
  private final Consumer<Epoch> committed;
  private final HeldRows rows;

  /**
   * @param committed told of every epoch that begins to count here
   */
  public Follower(
      NodeContext node, EpochBook epochs, ModelShelf models, Consumer<Epoch> committed) {
    this.node = node;
    this.epochs = epochs;
    this.models = models;
    this.committed = committed;
    this.rows = new HeldRows(node);
  }

  StatusReply status(StatusRequest request) {
    finish(request);
    failures(request);
    Epoch current = epochs.current().orElse(null);
    return new StatusReply(
        current == null ? Epoch.NONE : current.number(),
        current == null ? "" : current.digest(),
        models.published().map(m -> m.sha256()).orElse(""),
        holds(request.asked()),
        made(request),
        rows.missing(request.rows()),
        current == null ? new long[0] : rows.gone(current),
        complete(),
        rows.greatestKey(),
        rows.lacking(request.structures()),
        BatchMemory.words(),
        weights(request));
  }

  /** What node 1 gave up is given up here; what it tries again is what it was before. */
  private void failures(StatusRequest request) {
    Set<PictureRef> given = request.failed().stream().map(GivenUp::ref).collect(Collectors.toSet());
    Set<PictureRef> asked = Set.copyOf(request.asked());
    boolean all = given.size() < StatusRequest.MOST_FAILED;
    node.store()
        .census()
        .revive(
            node.store().pictures().inState(AttemptState.FAILED, Integer.MAX_VALUE).stream()
                .map(AttemptRow::ref)
                .filter(r -> all ? !given.contains(r) : asked.contains(r))
                .toList());
    request.failed().forEach(f -> node.store().pictures().failed(f.ref(), f.cause()));
  }

  /** At node 2 the words that were opened with those masks, at node 3 the masks. */
  private boolean weights(StatusRequest request) {
    long key = request.weightKey();
    ModelNotice model = request.model();
    if (key == 0 || model == null) {
      return false;
    }
    return node.node() == 3
        ? rows.missing(new long[] {key}).length == 0
        : models.masked().masks(model.sha256()).filter(m -> m.firstKey() == key).isPresent();
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
    Scheme scheme = node.schemes().usable(epoch.header().scheme());
    if (models.find(epoch.header().model()).isEmpty()) {
      throw LensException.protocol(
          "model-differs",
          "the epoch names the model "
              + epoch.header().model()
              + ", which is not published at node "
              + node.node());
    }
    rows.require(epoch, node.node() != 3 || scheme.threeServers());
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

  void retain(Retain retain) {
    rows.retain(retain);
  }

  /** For each asked attempt, the session that made its features of node 1's model. */
  private long[] made(StatusRequest request) {
    long[] made = new long[request.asked().size()];
    ModelNotice model = request.model();
    if (model != null && made.length > 0) {
      Map<PictureRef, Long> known = node.store().features().made(model.sha256());
      Arrays.setAll(made, i -> known.getOrDefault(request.asked().get(i), 0L));
    }
    return made;
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

  private int complete() {
    Map<AttemptState, Integer> counts = node.store().pictures().counts();
    return counts.getOrDefault(AttemptState.STORED, 0)
        + counts.getOrDefault(AttemptState.INDEXED, 0);
  }
}
