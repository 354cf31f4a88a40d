package io.sharelens.node.round.intake;

import io.sharelens.api.RoundState;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.store.Leavers;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.RoundResults.OptimiserRow;
import io.sharelens.node.store.RoundResults.SumRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long shares of updates and opened sums stay: updates that were not counted go with their
 * round; the others after the retention time, or earlier, the oldest first, when there are more
 * bytes than the quota. What a leaver's removal waits for stays beyond the retention time. States
 * of the server's optimiser go after that time too, but for that of the published model.
 * Thread-safe.
 */
public final class UpdateKeeping {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateKeeping.class);

  private final Store store;
  private final UpdateFiles files;
  private final RoundsConfig config;
  private final boolean removable;
  private final Clock clock;

  /**
   * @param removable whether counted updates can be of use later: a leaver's can be taken out
   */
  public UpdateKeeping(
      Store store, UpdateFiles files, RoundsConfig config, boolean removable, Clock clock) {
    this.store = store;
    this.files = files;
    this.config = config;
    this.removable = removable;
    this.clock = clock;
  }

  /** At the start of a node: removes what a crash left without a row. */
  public void recover() {
    Set<String> named = new HashSet<>();
    for (UpdateRow u : store.updates().held()) {
      if (u.file() != null) {
        named.add(u.file());
      }
    }
    for (SumRow s : store.roundResults().sums()) {
      if (s.file() != null) {
        named.add(s.file());
      }
    }
    store.roundResults().optimisers().stream().map(OptimiserRow::file).forEach(named::add);
    int n = files.deleteExcept(named);
    if (n > 0) {
      LOG.info("removed {} files of training rounds that no row names", n);
    }
  }

  /** Drops what has no use any more or is kept for too long. */
  public synchronized void sweep() {
    Map<Long, RoundRow> rounds = new HashMap<>();
    long old = clock.millis() - config.retention().toMillis();
    Set<String> waiting = waiting();
    for (UpdateRow u : store.updates().held()) {
      RoundRow round = rounds.computeIfAbsent(u.round(), n -> store.rounds().find(n).orElseThrow());
      if (!round.state().over()) {
        continue;
      }
      boolean useful =
          removable
              && round.state() == RoundState.PUBLISHED
              && u.state().equals(UpdateRow.COUNTED)
              && (ended(round) > old || waiting.contains(u.owner()));
      if (!useful) {
        drop(u);
      }
    }
    for (SumRow s : store.roundResults().sums()) {
      RoundRow round = store.rounds().find(s.round()).orElseThrow();
      boolean needed =
          store.updates().of(s.round()).stream()
              .anyMatch(u -> u.file() != null && waiting.contains(u.owner()));
      if (s.file() != null && round.state().over() && ended(round) <= old && !needed) {
        drop(s);
      }
    }
    String published = store.models().published().map(ModelRow::sha256).orElse("");
    for (OptimiserRow o : store.roundResults().optimisers()) {
      if (o.created() <= old && !o.model().equals(published)) {
        store.roundResults().optimiserGone(o.model());
        files.delete(o.file());
      }
    }
    room(0);
  }

  /**
   * Drops the oldest counted updates of rounds that are over until {@code bytes} more fit.
   *
   * @return whether they fit
   */
  public synchronized boolean room(long bytes) {
    List<UpdateRow> held = store.updates().held();
    long sum = held.stream().mapToLong(UpdateRow::bytes).sum();
    Set<String> waiting = waiting();
    List<UpdateRow> order =
        held.stream()
            .sorted(Comparator.comparing((UpdateRow u) -> waiting.contains(u.owner())))
            .toList();
    for (UpdateRow u : order) {
      if (sum + bytes <= config.quotaBytes()) {
        break;
      }
      if (store.rounds().find(u.round()).filter(r -> r.state().over()).isPresent()) {
        drop(u);
        sum -= u.bytes();
      }
    }
    return sum + bytes <= config.quotaBytes();
  }

  /** The bytes of an update go. */
  public void drop(UpdateRow u) {
    if (u.file() != null) {
      store.updates().gone(u.round(), u.attempt());
      files.delete(u.file());
    }
  }

  private void drop(SumRow s) {
    if (s.file() != null) {
      store.roundResults().sumGone(s.round());
      files.delete(s.file());
    }
  }

  private Set<String> waiting() {
    return store.leavers().list().stream()
        .filter(l -> l.removal().equals(Leavers.WANTED))
        .map(Leavers.Leaver::owner)
        .collect(Collectors.toSet());
  }

  private static long ended(RoundRow round) {
    Long ended = round.ended();
    return ended == null ? Long.MAX_VALUE : ended;
  }
}
