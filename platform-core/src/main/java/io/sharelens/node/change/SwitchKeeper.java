package io.sharelens.node.change;

import io.sharelens.api.SchemeChange.State;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ControlClient;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.control.SchemeMessages.SchemeAnswer;
import io.sharelens.node.control.SchemeMessages.SchemeNotice;
import io.sharelens.node.model.Provenance;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.store.PublicationRow;
import io.sharelens.node.store.SchemeChangeRow;
import io.sharelens.node.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Node 1 takes a change of scheme from proposal to switch. Its steps are taken by the coordinator's
 * thread, between rounds of batch work, so that what work is directed at never changes within one.
 * Each step is durable before it counts; a crash repeats it.
 */
public final class SwitchKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchKeeper.class);
  private static final int[] OTHERS = {2, 3};

  private final Store store;
  private final SchemeBook schemes;
  private final ChangeBook book;
  private final SchemeReview review;
  private final ControlClient control;
  private final ModelPublisher publisher;
  private final Map<Integer, Boolean> approvals = new ConcurrentHashMap<>();
  private volatile @Nullable String unwanted;

  /** The last change that is over, until the others heard of it; after a restart once more. */
  private volatile @Nullable SchemeChangeRow untold;

  SwitchKeeper(
      Store store,
      SchemeBook schemes,
      ChangeBook book,
      SchemeReview review,
      ControlClient control,
      ModelPublisher publisher) {
    this.store = store;
    this.schemes = schemes;
    this.book = book;
    this.review = review;
    this.control = control;
    this.publisher = publisher;
    this.untold =
        store.schemeChanges().list(1).stream()
            .filter(r -> r.state().over())
            .findFirst()
            .orElse(null);
  }

  /** Nodes whose administrators have not approved, as far as they were asked. */
  List<Integer> waitsFor(SchemeChangeRow row) {
    if (row.state() != State.PROPOSED) {
      return List.of();
    }
    var waiting = new TreeSet<Integer>(List.of(1, 2, 3));
    if (row.approved() != null) {
      waiting.remove(1);
    }
    approvals.forEach(
        (node, yes) -> {
          if (yes) {
            waiting.remove(node);
          }
        });
    return List.copyOf(waiting);
  }

  /** Asks the others at once, so that a proposal that a node refuses is refused while one waits. */
  void proposed(SchemeChangeRow row) {
    approvals.clear();
    ask(row);
  }

  /** Ends a change that is being staged, with the next step. */
  void cancel(String id) {
    unwanted = id;
  }

  /** A change ended before it was staged: the others hear of it with the next step. */
  void ended(SchemeChangeRow over) {
    untold = over;
  }

  /**
   * What there is to do now.
   *
   * @throws LensException RESOURCES if a node cannot be reached; the step is repeated
   */
  public void step() {
    SchemeChangeRow told = untold;
    if (told != null) {
      tellEnd(told);
    }
    SchemeChangeRow row = book.open().orElse(null);
    if (row == null) {
      return;
    }
    switch (row.state()) {
      case PROPOSED -> {
        ask(row);
        book.find(row.id())
            .filter(r -> waitsFor(r).isEmpty() && !r.state().over())
            .ifPresent(r -> book.move(r, State.APPROVED, null));
      }
      case APPROVED -> begin(row);
      default -> stage(row);
    }
  }

  /** The target cannot be made ready. */
  public void failed(String cause) {
    book.open().filter(r -> r.state() == State.STAGING).ifPresent(r -> end(r, State.FAILED, cause));
  }

  /** Whether the new scheme is being made ready. */
  public boolean staging() {
    return !schemes.target().digest().equals(schemes.serving().digest());
  }

  private void ask(SchemeChangeRow row) {
    for (int node : OTHERS) {
      SchemeAnswer answer = tell(node, row);
      approvals.put(node, answer.approved());
      String refusal = answer.refusal();
      if (refusal != null) {
        end(row, State.REFUSED, "node " + node + ": " + refusal);
        return;
      }
    }
  }

  private void begin(SchemeChangeRow row) {
    var running = store.rounds().current().orElse(null);
    if (running != null) {
      book.move(row, State.APPROVED, "waits until training round " + running.number() + " is over");
      return;
    }
    book.stage(row);
    LOG.info("the change to scheme {} is being staged", ChangeViews.file(row).name());
    stage(book.requireOpen(row.id()));
  }

  private void stage(SchemeChangeRow row) {
    if (schemes.serving().digest().equals(row.digest())) {
      book.activated(row);
      LOG.info("scheme {} serves", ChangeViews.file(row).name());
      tellEnd(book.find(row.id()).orElseThrow());
      return;
    }
    if (row.id().equals(unwanted)) {
      end(row, State.CANCELLED, "withdrawn by node 1's administrator");
      return;
    }
    for (int node : OTHERS) {
      String refusal = tell(node, row).refusal();
      if (refusal != null) {
        end(row, State.FAILED, "node " + node + ": " + refusal);
        return;
      }
    }
    try {
      publish(row.model());
    } catch (LensException e) {
      if (e.kind() == ErrorKind.RESOURCES) {
        throw e;
      }
      end(row, State.FAILED, "the model cannot be published: " + e.getMessage());
    }
  }

  private void publish(String model) {
    if (store.models().published().filter(m -> m.sha256().equals(model)).isPresent()) {
      return;
    }
    PublicationRow before =
        store.publications().list().reversed().stream()
            .filter(p -> p.sha256().equals(model))
            .findFirst()
            .orElse(null);
    if (before == null) {
      publisher.publish(model);
    } else {
      Provenance was = new Provenance(before.parent(), before.origin(), before.metrics());
      publisher.publish(model, was.rolledBack(before.version()));
    }
  }

  private void end(SchemeChangeRow row, State state, String cause) {
    LOG.warn("the change to scheme {} is {}: {}", ChangeViews.file(row).name(), state, cause);
    boolean staged = row.state() == State.STAGING;
    book.end(row, state, cause);
    unwanted = null;
    SchemeChangeRow over = book.find(row.id()).orElseThrow();
    tellEnd(over);
    String before = over.before();
    if (staged && before != null) {
      publish(before);
    }
  }

  /** A node that is away hears of it with the next step, or from the next proposal. */
  private void tellEnd(SchemeChangeRow row) {
    List<Integer> away = new ArrayList<>();
    for (int node : OTHERS) {
      try {
        tell(node, row);
      } catch (LensException e) {
        away.add(node);
      }
    }
    untold = away.isEmpty() ? null : row;
  }

  private SchemeAnswer tell(int node, SchemeChangeRow row) {
    var file = ChangeViews.file(row);
    Scheme scheme = row.state().over() ? schemes.resolve(file) : review.check(file);
    return control.scheme(
        node,
        new SchemeNotice(row.id(), file, scheme.plugins(), row.model(), row.state(), row.cause()));
  }
}
