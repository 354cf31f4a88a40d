package io.sharelens.node.rest;

import io.sharelens.mpc.error.LensException;
import java.util.Map;

/** HTTP status of each error. A code that is not listed gets the status of its kind. */
final class Statuses {
  private static final Map<String, Integer> BY_CODE =
      Map.ofEntries(
          Map.entry("no-token", 401),
          Map.entry("wrong-token", 401),
          Map.entry("other-nodes-token", 401),
          Map.entry("expired-token", 401),
          Map.entry("session-over", 401),
          Map.entry("read-only-token", 403),
          Map.entry("cross-site", 403),
          Map.entry("no-such-token", 404),
          Map.entry("file-token", 409),
          Map.entry("too-many-tokens", 409),
          Map.entry("too-many-sign-ins", 429),
          Map.entry("wrong-host", 421),
          Map.entry("forbidden", 403),
          Map.entry("no-grant", 403),
          Map.entry("quota", 403),
          Map.entry("not-found", 404),
          Map.entry("no-such-picture", 404),
          Map.entry("no-such-attempt", 404),
          Map.entry("no-such-part", 404),
          Map.entry("no-such-principal", 404),
          Map.entry("no-such-job", 404),
          Map.entry("no-such-search", 404),
          Map.entry("no-such-estimate", 404),
          Map.entry("no-feature", 404),
          Map.entry("model-unknown", 404),
          Map.entry("no-round", 404),
          Map.entry("id-taken", 409),
          Map.entry("round-closed", 409),
          Map.entry("round-full", 409),
          Map.entry("round-running", 409),
          Map.entry("not-joined", 409),
          Map.entry("wrong-parent", 409),
          Map.entry("attempt-replaced", 409),
          Map.entry("too-many-listeners", 429),
          Map.entry("too-many-requests", 429),
          Map.entry("attempt-conflict", 409),
          Map.entry("attempt-deleted", 409),
          Map.entry("wrong-offset", 409),
          Map.entry("wrong-model", 409),
          Map.entry("not-complete", 409),
          Map.entry("hash-mismatch", 409),
          Map.entry("principal-exists", 409),
          Map.entry("job-exists", 409),
          Map.entry("epoch-differs", 409),
          Map.entry("cancelled", 409),
          Map.entry("no-model", 409),
          Map.entry("not-coordinator", 409),
          Map.entry("nothing-to-search", 409),
          Map.entry("no-pictures", 409),
          Map.entry("not-retryable", 409),
          Map.entry("not-split", 409),
          Map.entry("part-differs", 409),
          Map.entry("part-missing", 409),
          Map.entry("part-version", 409),
          Map.entry("part-wrong-server", 409),
          Map.entry("public-weights", 409),
          Map.entry("secret-weights", 409),
          Map.entry("too-large", 413),
          Map.entry("too-many-bytes", 413),
          Map.entry("deadline", 504));

  private Statuses() {}

  static int of(LensException e) {
    Integer known = BY_CODE.get(e.code());
    if (known != null) {
      return known;
    }
    return switch (e.kind()) {
      case USER -> 400;
      case RESOURCES -> 503;
      case PROTOCOL -> 502;
      case INTERNAL -> 500;
    };
  }
}
