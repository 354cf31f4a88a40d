package io.sharelens.node.round;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundInfo.RoundBytes;
import io.sharelens.api.RoundInfo.RoundOwner;
import io.sharelens.api.RoundRules;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rounds as documents for owners and administrators: no account name is in them. */
final class RoundViews {
  private final Store store;

  RoundViews(Store store) {
    this.store = store;
  }

  List<RoundInfo> list(int limit) {
    return store.rounds().list(limit).stream().map(this::info).toList();
  }

  Optional<RoundInfo> find(long number) {
    return store.rounds().find(number).map(this::info);
  }

  Optional<RoundInfo> current() {
    return store.rounds().current().map(this::info);
  }

  RoundInfo info(RoundRow r) {
    RoundRecord record = RoundRecord.of(r);
    List<RoundOwner> owners =
        store.rounds().owners(r.number()).stream()
            .map(
                o ->
                    new RoundOwner(
                        o.pseudonym(), o.pictures(), o.step(), o.done(), o.total(), time(o.seen())))
            .toList();
    long received = store.updates().of(r.number()).stream().mapToLong(UpdateRow::received).sum();
    return new RoundInfo(
        r.number(),
        r.state(),
        r.cause(),
        r.origin(),
        r.parent(),
        r.candidate(),
        r.model(),
        r.version(),
        rules(r),
        time(r.opened()),
        optional(r.deadline()),
        optional(r.ended()),
        owners,
        record.pictures(),
        record.phases(),
        new RoundBytes(received, record.exchanged()),
        record.lossBefore(),
        record.lossAfter(),
        record.precisionBefore(),
        record.precisionAfter(),
        record.removed(),
        record.privacy(),
        record.warnings());
  }

  static RoundRules rules(RoundRow r) {
    return CanonicalJson.read(r.rules().getBytes(StandardCharsets.UTF_8), RoundRules.class);
  }

  private static @Nullable String optional(@Nullable Long millis) {
    return millis == null ? null : time(millis);
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
