package io.sharelens.node.intake;

import io.sharelens.api.PictureEntry;
import io.sharelens.api.PictureRetried;
import io.sharelens.api.PictureRetry;
import io.sharelens.api.PictureState;
import io.sharelens.api.PictureSummary;
import io.sharelens.api.PictureSummary.OwnerPictures;
import io.sharelens.api.PictureSummary.StateCount;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.NodeEvents;
import io.sharelens.node.service.StatusService;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.PictureCensus;
import io.sharelens.node.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Pictures of all owners as administrators see them. */
public final class Census {
  private final int node;
  private final Store store;
  private final StatusService status;
  private final NodeEvents events;

  public Census(int node, Store store, StatusService status, NodeEvents events) {
    this.node = node;
    this.store = store;
    this.status = status;
    this.events = events;
  }

  /**
   * @throws LensException USER {@code no-pictures} at node 3
   */
  public PictureSummary summary() {
    requirePictures();
    Map<String, List<StateCount>> owners = new TreeMap<>();
    Map<PictureState, StateCount> total = new EnumMap<>(PictureState.class);
    for (PictureCensus.Count c : store.census().counts()) {
      StateCount count =
          new StateCount(state(c.state()), c.pictures(), c.bytes(), time(c.oldest()));
      owners.computeIfAbsent(c.owner(), o -> new ArrayList<>()).add(count);
      total.merge(count.state(), count, Census::sum);
    }
    StateCount unfinished = total.get(PictureState.UPLOADING);
    return new PictureSummary(
        owners.entrySet().stream().map(e -> new OwnerPictures(e.getKey(), e.getValue())).toList(),
        List.copyOf(total.values()),
        status.status().incomplete(),
        unfinished == null ? null : unfinished.oldest());
  }

  /**
   * @param owner null for any
   * @param state null for any
   * @param after sequence of the last one that is known
   * @throws LensException USER {@code no-pictures} at node 3
   */
  public List<PictureEntry> list(
      @Nullable String owner, @Nullable AttemptState state, long after, int limit) {
    requirePictures();
    return store.census().list(owner, state, after, limit).stream().map(Census::entry).toList();
  }

  /**
   * Failed pictures are extracted again; node 2 hears of it when node 1 asks for them.
   *
   * @throws LensException USER {@code not-coordinator} at nodes 2 and 3
   */
  public PictureRetried retry(PictureRetry request) {
    requirePictures();
    if (node != 1) {
      throw LensException.user(
          "not-coordinator",
          "node 1 decides what is extracted; its administrator can try failed pictures again");
    }
    String owner = request.owner().isEmpty() ? null : request.owner();
    int retried = store.census().retry(owner, request.pictures());
    if (retried > 0) {
      events.extractAgain();
    }
    return new PictureRetried(
        retried, store.pictures().counts().getOrDefault(AttemptState.FAILED, 0));
  }

  private void requirePictures() {
    if (node == 3) {
      throw LensException.user(
          "no-pictures", "node 3 holds no pictures; ask node 1 or 2, which hold their shares");
    }
  }

  private static PictureEntry entry(PictureCensus.Entry e) {
    return new PictureEntry(
        e.attempt().owner(),
        e.attempt().ref().picture(),
        e.attempt().ref().attempt(),
        state(e.attempt().state()),
        e.attempt().cause(),
        e.attempt().mediaType(),
        e.bytes(),
        time(e.created()),
        e.attempt().sequence());
  }

  private static StateCount sum(StateCount a, StateCount b) {
    return new StateCount(
        a.state(),
        a.pictures() + b.pictures(),
        a.bytes() + b.bytes(),
        a.oldest().compareTo(b.oldest()) <= 0 ? a.oldest() : b.oldest());
  }

  private static PictureState state(AttemptState state) {
    return PictureState.valueOf(state.name());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
