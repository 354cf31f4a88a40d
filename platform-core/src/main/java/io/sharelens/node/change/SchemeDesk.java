package io.sharelens.node.change;

import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeChange.State;
import io.sharelens.api.SchemeProposal;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.service.SchemeService;
import io.sharelens.node.store.SchemeChangeRow;
import io.sharelens.node.store.Store;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What administrators ask of changes of scheme, at each node. */
final class SchemeDesk implements SchemeService {
  private static final int LISTED = 50;

  private final int node;
  private final Store store;
  private final SchemeBook schemes;
  private final ChangeBook book;
  private final SchemeReview review;
  private final ChangeViews views;
  private final @Nullable SwitchKeeper keeper;
  private final Runnable changed;

  /**
   * @param keeper node 1's; null elsewhere
   * @param changed tells whoever takes the steps
   */
  SchemeDesk(
      int node,
      Store store,
      SchemeBook schemes,
      ChangeBook book,
      SchemeReview review,
      ChangeViews views,
      @Nullable SwitchKeeper keeper,
      Runnable changed) {
    this.node = node;
    this.store = store;
    this.schemes = schemes;
    this.book = book;
    this.review = review;
    this.views = views;
    this.keeper = keeper;
    this.changed = changed;
  }

  @Override
  public List<SchemeChange> list() {
    return store.schemeChanges().list(LISTED).stream().map(this::view).toList();
  }

  @Override
  public synchronized SchemeChange propose(SchemeProposal proposal) {
    SwitchKeeper k = keeper;
    if (k == null) {
      throw LensException.user(
          "not-coordinator", "schemes are proposed at node 1; this is node " + node);
    }
    book.open()
        .ifPresent(
            r -> {
              throw LensException.user(
                  "change-open",
                  "the change to "
                      + ChangeViews.file(r).name()
                      + " is "
                      + r.state()
                      + "; cancel it first ("
                      + r.id()
                      + ")");
            });
    Scheme scheme = review.check(SchemeFile.parse(proposal.scheme(), "proposal"));
    if (scheme.digest().equals(schemes.serving().digest())) {
      throw LensException.user("scheme-current", "the scheme " + scheme.name() + " serves already");
    }
    String model = review.model(scheme, proposal.model().isEmpty() ? null : proposal.model());
    String id = UUID.randomUUID().toString();
    book.add(id, scheme, CanonicalJson.text(scheme.file()), model, State.PROPOSED);
    try {
      k.proposed(book.requireOpen(id));
    } catch (LensException e) {
      book.find(id).ifPresent(r -> book.end(r, State.REFUSED, e.code() + ": " + e.getMessage()));
      k.ended(book.find(id).orElseThrow());
      throw e;
    }
    return view(book.find(id).orElseThrow());
  }

  @Override
  public SchemeChange approve(String id) {
    book.approve(id);
    changed.run();
    return view(book.find(id).orElseThrow());
  }

  @Override
  public SchemeChange cancel(String id) {
    SchemeChangeRow row = book.requireOpen(id);
    SwitchKeeper k = keeper;
    if (k == null) {
      if (row.state() == State.STAGING) {
        throw LensException.user(
            "change-staged", "the change is being staged; node 1's administrator can cancel it");
      }
      book.end(row, State.REFUSED, "rejected by node " + node + "'s administrator");
    } else if (row.state() == State.STAGING) {
      k.cancel(id);
      changed.run();
    } else {
      book.end(row, State.CANCELLED, "withdrawn by node 1's administrator");
      k.ended(book.find(id).orElseThrow());
      changed.run();
    }
    return view(book.find(id).orElseThrow());
  }

  private SchemeChange view(SchemeChangeRow row) {
    return views.of(row);
  }
}
