package io.sharelens.node.change;

import io.sharelens.api.SchemeChange.State;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.store.SchemeChangeRow;
import io.sharelens.node.store.Store;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one node remembers of changes of scheme, and what each step does to the schemes in use here.
 * Thread-safe.
 */
final class ChangeBook {
  private final Store store;
  private final SchemeBook schemes;
  private final Clock clock;

  ChangeBook(Store store, SchemeBook schemes, Clock clock) {
    this.store = store;
    this.schemes = schemes;
    this.clock = clock;
  }

  Optional<SchemeChangeRow> open() {
    return store.schemeChanges().open();
  }

  Optional<SchemeChangeRow> find(String id) {
    return store.schemeChanges().find(id);
  }

  /** USER {@code change-unknown} or {@code change-over}. */
  SchemeChangeRow requireOpen(String id) {
    SchemeChangeRow row =
        find(id)
            .orElseThrow(
                () ->
                    LensException.user(
                        "change-unknown", "no change of scheme " + id + " was proposed here"));
    if (row.state().over()) {
      throw LensException.user(
          "change-over", "the change to " + ChangeViews.file(row).name() + " is " + row.state());
    }
    return row;
  }

  synchronized void add(String id, Scheme scheme, String content, String model, State state) {
    store.schemeChanges().insert(id, scheme.digest(), content, model, state, clock.millis());
  }

  synchronized void approve(String id) {
    requireOpen(id);
    store.schemeChanges().approve(id, clock.millis());
  }

  /** It goes on, or waits for a cause. */
  synchronized void move(SchemeChangeRow row, State state, @Nullable String cause) {
    if (row.state() != state || !java.util.Objects.equals(row.cause(), cause)) {
      store.schemeChanges().state(row.id(), state, cause, null);
    }
  }

  /** All work is directed at the new scheme from now on. */
  synchronized void stage(SchemeChangeRow row) {
    Scheme scheme = schemes.resolve(ChangeViews.file(row));
    store.inTransaction(
        () -> {
          store
              .schemeChanges()
              .before(row.id(), store.models().published().map(m -> m.sha256()).orElse(null));
          store.schemeChanges().state(row.id(), State.STAGING, null, null);
          schemes.aim(scheme);
        });
  }

  /** The new scheme serves. */
  synchronized void activated(SchemeChangeRow row) {
    store.schemeChanges().state(row.id(), State.ACTIVE, null, clock.millis());
  }

  /** Nothing comes of it; whatever served before goes on serving. */
  synchronized void end(SchemeChangeRow row, State state, String cause) {
    if (row.state().over()) {
      return;
    }
    store.inTransaction(
        () -> {
          store.schemeChanges().state(row.id(), state, cause, clock.millis());
          if (schemes.target().digest().equals(row.digest())) {
            schemes.aim(schemes.serving());
          }
        });
  }
}
