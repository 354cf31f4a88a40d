package io.sharelens.node.job;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.change.SwitchKeeper;
import io.sharelens.node.control.BatchMemory;
import io.sharelens.node.control.ControlClient;
import io.sharelens.node.control.ControlMessages.GivenUp;
import io.sharelens.node.control.ControlMessages.HeldStructure;
import io.sharelens.node.control.ControlMessages.StatusReply;
import io.sharelens.node.control.ControlMessages.StatusRequest;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.job.EpochProposer.Content;
import io.sharelens.node.model.ModelNotice;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.model.ModelSignatures;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.Counters;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.StructureRow;
import io.sharelens.node.structure.IndexBuilder;
import io.sharelens.node.weights.WeightKeeper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One round of node 1's coordination. Used by one thread, but for {@link #cancel}. */
public final class Round {
  /** Attempts looked at in a round. */
  private static final int LOOK = 2000;

  private final NodeContext node;
  private final EpochBook epochs;
  private final ModelShelf shelf;
  private final ModelPublisher publisher;
  private final ModelSignatures signatures;
  private final ControlClient control;
  private final EpochProposer proposer;
  private final ExtractionJob job;
  private final IndexBuilder builder;
  private final WorkView view;
  private final SwitchKeeper switching;
  private final WeightKeeper weights;

  /** Whether the others know which rows are in use; a crash may have kept it from them. */
  private boolean retained;

  Round(
      NodeContext node,
      EpochBook epochs,
      ModelShelf shelf,
      ModelPublisher publisher,
      ModelSignatures signatures,
      ControlClient control,
      EpochProposer proposer,
      ExtractionJob job,
      IndexBuilder builder,
      WorkView view,
      SwitchKeeper switching,
      WeightKeeper weights) {
    this.node = node;
    this.epochs = epochs;
    this.shelf = shelf;
    this.publisher = publisher;
    this.signatures = signatures;
    this.control = control;
    this.proposer = proposer;
    this.job = job;
    this.builder = builder;
    this.view = view;
    this.switching = switching;
    this.weights = weights;
  }

  /**
   * Looks at what there is to do, here and at the other nodes, and does it.
   *
   * @return whether anything changed
   * @throws LensException if another node is away or disagrees
   */
  boolean run() {
    switching.step();
    try {
      return work();
    } catch (LensException e) {
      if (e.code().equals(BatchRunner.SWITCH_FAILED)) {
        switching.failed(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private boolean work() {
    ModelNotice model = shelf.notice().orElse(null);
    if (model == null) {
      return false;
    }
    String target = model.sha256();
    List<AttemptRow> here = prepared(target);
    Epoch current = epochs.current().orElse(null);
    long[] beyond = rowsBeyond(current, target);
    List<PictureRef> asked = here.stream().map(AttemptRow::ref).toList();
    StatusReply two = control.status(2, request(current, model, asked, beyond, givenUp()));
    StatusReply three = control.status(3, request(current, model, List.of(), beyond, List.of()));
    node.store().counters().skipTo(Counters.ROW_KEYS, three.greatestRowKey());
    boolean unarranged = dropStructures(two, three);
    boolean dropped = drop(two, three) || unarranged;
    retained &= !dropped;
    converge(2, two, model, dropped ? null : current);
    converge(3, three, model, dropped ? null : current);
    boolean masked = weights.ensure(target, two.weights() && three.weights());
    DueList due = DueList.of(here, two.holds());
    view.incomplete(due.onlyHere(), onlyThere(two, due));
    boolean extracted =
        !due.due().isEmpty()
            && job.run(target, due.due(), reusable(here, two, target), words(two, three));
    boolean committed = propose(target, current, here, Math.max(two.number(), three.number()));
    if (due.due().isEmpty()) {
      job.nothingDue();
      committed |= arrange(target, Math.max(two.number(), three.number()));
    }
    retained &= !committed;
    if (!retained) {
      proposer.retain();
      retained = true;
    }
    return extracted || committed || dropped || masked;
  }

  /**
   * What nodes 1 and 2 have both stored of pictures without a row, in one and the same session:
   * their rows need no extraction.
   */
  private Map<PictureRef, Long> reusable(List<AttemptRow> here, StatusReply two, String target) {
    Map<PictureRef, Long> mine = node.store().features().made(target);
    Map<PictureRef, Long> both = new HashMap<>();
    for (int i = 0; i < here.size(); i++) {
      PictureRef ref = here.get(i).ref();
      if (two.made()[i] != 0 && mine.getOrDefault(ref, 0L) == two.made()[i]) {
        both.put(ref, two.made()[i]);
      }
    }
    return both;
  }

  private long words(StatusReply two, StatusReply three) {
    long words = Math.min(BatchMemory.words(), two.batchWords());
    return node.schemes().target().threeServers() ? Math.min(words, three.batchWords()) : words;
  }

  /** Lets the index arrange what is searchable already, if it wants to. */
  private boolean arrange(String target, long atLeast) {
    Scheme scheme = node.schemes().target();
    Content wanted = Content.of(scheme, target);
    boolean serves = epochs.current().filter(e -> Content.of(e).equals(wanted)).isPresent();
    return serves && builder.rebuild(scheme, target) && proposer.propose(wanted, atLeast);
  }

  /** The round failed; {@code failures} times in a row. */
  void troubled(String cause, int failures) {
    job.troubled(cause, failures);
  }

  void cancel() {
    job.cancel();
    builder.cancel();
  }

  /**
   * Another model, index or scheme counts when the rows of all pictures that can be found now are
   * there; until then the old ones stay. Pictures that come meanwhile do not put the switch off.
   *
   * @param here attempts that had no row of the target when this round began
   */
  private boolean propose(
      String target, @Nullable Epoch current, List<AttemptRow> here, long atLeast) {
    Content wanted = Content.of(node.schemes().target(), target);
    if (current == null || Content.of(current).equals(wanted)) {
      return proposer.propose(wanted, atLeast);
    }
    Set<PictureRef> searchable =
        current.pictures().stream().map(EpochEntry::asRef).collect(Collectors.toSet());
    boolean complete =
        here.size() < LOOK && here.stream().noneMatch(a -> searchable.contains(a.ref()));
    if (complete) {
      arrangeNext(target);
    }
    return proposer.propose(complete ? wanted : Content.of(current), atLeast);
  }

  /** What is made ready has its structure before it counts. */
  private void arrangeNext(String target) {
    try {
      builder.build(node.schemes().target(), target);
    } catch (LensException e) {
      if (BatchRunner.ofNodes(e) || !switching.staging()) {
        throw e;
      }
      throw new LensException(
          e.kind(),
          BatchRunner.SWITCH_FAILED,
          "its index cannot be arranged: " + e.getMessage(),
          e);
    }
  }

  /** Attempts without a row whose tensors fit the model; others are given up with the reason. */
  private List<AttemptRow> prepared(String target) {
    List<AttemptRow> fitting = new ArrayList<>();
    for (AttemptRow row :
        node.store().pictures().extractable(target, node.schemes().target().indexName(), LOOK)) {
      if (signatures.same(row.model(), target)) {
        fitting.add(row);
      } else {
        node.store()
            .pictures()
            .failed(
                row.ref(),
                "model-differs: the picture was prepared for another model; outsource it again");
      }
    }
    return fitting;
  }

  private void converge(int other, StatusReply status, ModelNotice model, @Nullable Epoch current) {
    if (!status.model().equals(model.sha256())) {
      publisher.bring(other);
    }
    if (current != null && status.number() < current.number()) {
      proposer.bring(other);
    }
  }

  /**
   * Index rows that the other server does not have (any more), or whose masks the dealer lost, are
   * of no use here: they go, and what is still there is extracted again.
   */
  private boolean drop(StatusReply two, StatusReply three) {
    Set<Long> gone =
        Stream.of(two.missing(), two.gone(), three.missing(), three.gone())
            .flatMapToLong(Arrays::stream)
            .boxed()
            .collect(Collectors.toSet());
    if (gone.isEmpty()) {
      return false;
    }
    List<IndexRow> rows = node.store().indexRows().byKeys(gone);
    node.store().removal().dropRows(rows);
    return !rows.isEmpty();
  }

  /** Structures that another node cannot use are of no use here: the index asks for a new one. */
  private boolean dropStructures(StatusReply two, StatusReply three) {
    Set<String> lacking = new HashSet<>(two.lacking());
    lacking.addAll(three.lacking());
    List<StructureRow> rows =
        node.store().structures().list().stream().filter(s -> lacking.contains(s.name())).toList();
    node.store().removal().dropStructures(rows);
    return !rows.isEmpty();
  }

  private long[] rowsBeyond(@Nullable Epoch current, String target) {
    Set<Long> known =
        current == null
            ? Set.of()
            : Arrays.stream(current.keys()).boxed().collect(Collectors.toSet());
    return node.store().indexRows().list(target, node.schemes().target().indexName()).stream()
        .mapToLong(IndexRow::rowKey)
        .filter(k -> !known.contains(k))
        .toArray();
  }

  private int onlyThere(StatusReply two, DueList due) {
    int rows =
        node.store().indexRows().list(shelfModel(), node.schemes().target().indexName()).size();
    return Math.max(0, two.complete() - rows - due.due().size());
  }

  private String shelfModel() {
    return shelf.published().map(m -> m.sha256()).orElse("");
  }

  private List<GivenUp> givenUp() {
    return node.store().pictures().inState(AttemptState.FAILED, StatusRequest.MOST_FAILED).stream()
        .map(a -> new GivenUp(a.ref(), a.cause() == null ? "extraction failed" : a.cause()))
        .toList();
  }

  private StatusRequest request(
      @Nullable Epoch current,
      ModelNotice model,
      List<PictureRef> asked,
      long[] rows,
      List<GivenUp> failed) {
    return new StatusRequest(
        current == null ? Epoch.NONE : current.number(),
        current == null ? "" : current.digest(),
        model,
        asked,
        rows,
        failed,
        node.store().structures().list().stream()
            .map(s -> new HeldStructure(s.name(), s.rowKeys()))
            .toList(),
        weights.key(model.sha256()));
  }
}
