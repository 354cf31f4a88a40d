package io.sharelens.node.round;

import io.sharelens.api.SchemeChange.State;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.store.Store;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the scheme allows that a round begins now. */
final class RoundGuard {
  private final Store store;
  private final SchemeBook schemes;
  private final SchemeFile.@Nullable Choice aggregator;

  /** The aggregator of the scheme at the node's start is the one that rounds run with. */
  RoundGuard(Store store, SchemeBook schemes) {
    this.store = store;
    this.schemes = schemes;
    this.aggregator = schemes.target().file().aggregator();
  }

  /** Why not; empty if it does. */
  Optional<LensException> refusal() {
    boolean changing =
        store
            .schemeChanges()
            .open()
            .filter(c -> c.state() == State.APPROVED || c.state() == State.STAGING)
            .isPresent();
    if (changing) {
      return Optional.of(
          LensException.user(
              "scheme-changing", "the scheme is being changed; no round begins now"));
    }
    if (!Objects.equals(aggregator, schemes.target().file().aggregator())) {
      return Optional.of(
          LensException.user(
              "aggregator-differs",
              "the scheme "
                  + schemes.target().name()
                  + " has another aggregator than this node was started with; restart nodes 1 and 2"
                  + " to hold its rounds"));
    }
    return Optional.empty();
  }
}
