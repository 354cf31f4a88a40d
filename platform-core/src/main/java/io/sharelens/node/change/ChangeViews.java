package io.sharelens.node.change;

import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeChange.State;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.SchemeChangeRow;
import io.sharelens.node.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes of scheme as administrators see them. */
final class ChangeViews {
  private static final List<Integer> NODES = List.of(1, 2, 3);

  private final int node;
  private final Store store;
  private final SchemeBook schemes;
  private final EpochBook epochs;
  private final Consents consents;

  ChangeViews(int node, Store store, SchemeBook schemes, EpochBook epochs, Consents consents) {
    this.node = node;
    this.store = store;
    this.schemes = schemes;
    this.epochs = epochs;
    this.consents = consents;
  }

  static SchemeFile file(SchemeChangeRow row) {
    return CanonicalJson.read(row.content().getBytes(StandardCharsets.UTF_8), SchemeFile.class);
  }

  SchemeChange of(SchemeChangeRow row) {
    List<Integer> approvals = NODES.stream().filter(n -> approved(row, n)).toList();
    List<Integer> waitsFor =
        row.state() == State.PROPOSED
            ? NODES.stream().filter(n -> !approvals.contains(n)).toList()
            : List.of();
    SchemeFile file = file(row);
    Epoch current = epochs.current().orElse(null);
    long total = current == null || node == 3 ? 0 : current.pictures().size();
    long done = row.state() == State.ACTIVE ? total : 0;
    List<String> leakage = List.of();
    try {
      Scheme scheme = schemes.resolve(file);
      leakage = scheme.leakage();
      if (row.state() == State.STAGING && total > 0 && current != null) {
        done = ready(current, row.model(), scheme.indexName());
      }
    } catch (LensException e) {
      // A plugin of an old change is gone: what it would reveal cannot be told any more.
    }
    return new SchemeChange(
        row.id(),
        file.name(),
        row.digest(),
        row.content(),
        file.parties(),
        row.model(),
        row.state(),
        row.cause(),
        leakage,
        row.approved() != null,
        approvals,
        waitsFor,
        done,
        total,
        time(row.created()),
        row.ended() == null ? null : time(row.ended()));
  }

  /** A change goes beyond a proposal only when all have approved. */
  private boolean approved(SchemeChangeRow row, int who) {
    return switch (row.state()) {
      case PROPOSED, REFUSED, CANCELLED ->
          who == node ? row.approved() != null : consents.approved(who, row.id());
      case APPROVED, STAGING, ACTIVE, FAILED -> true;
    };
  }

  private long ready(Epoch current, String model, String index) {
    Set<PictureRef> there =
        store.indexRows().list(model, index).stream()
            .map(IndexRow::ref)
            .collect(Collectors.toSet());
    return current.pictures().stream().filter(p -> there.contains(p.asRef())).count();
  }

  private static String time(@Nullable Long millis) {
    return Instant.ofEpochMilli(millis == null ? 0 : millis).toString();
  }
}
