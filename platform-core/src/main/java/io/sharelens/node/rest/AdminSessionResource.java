package io.sharelens.node.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sharelens.api.SessionInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Role;
import io.sharelens.node.store.SessionRow;
import io.sharelens.node.store.Sessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this node computed with the others, and what was opened, to whom. */
@Path("/v1/admin/sessions")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminSessionResource {
  private static final int MOST_ROWS = 10_000;
  private static final double MILLIS = 1000;

  private final Sessions sessions;

  AdminSessionResource(Sessions sessions) {
    this.sessions = sessions;
  }

  @GET
  @Allow(Role.ADMIN)
  @Operation(summary = "Sessions with meters and what was opened to whom, the newest first")
  public List<SessionInfo> sessions(
      @Parameter(description = "search, extract, stock, build, weights or aggregate")
          @QueryParam("kind")
          @Nullable String kind,
      @Parameter(description = "RUNNING, DONE, FAILED or CANCELLED") @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "only those that started before; ISO-8601") @QueryParam("before")
          @Nullable String before,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    Sessions.Wanted wanted =
        new Sessions.Wanted(
            kind == null ? null : kind.toLowerCase(Locale.ROOT),
            state == null ? null : state.toUpperCase(Locale.ROOT),
            before == null ? Long.MAX_VALUE : time(before));
    return sessions.list(wanted, (int) Required.number("limit", limit, 1, MOST_ROWS)).stream()
        .map(AdminSessionResource::info)
        .toList();
  }

  private static long time(String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException e) {
      throw LensException.user(
          "bad-parameter", "'before' must be a time such as 2026-01-31T12:00:00Z, not " + text);
    }
  }

  private static SessionInfo info(SessionRow s) {
    try {
      Long ended = s.ended();
      String learned = s.learned();
      return new SessionInfo(
          s.id(),
          s.kind(),
          s.state(),
          s.reason(),
          s.failedNode(),
          s.epoch(),
          Json.MAPPER.readValue(s.meters(), new TypeReference<List<SessionInfo.LinkMeter>>() {}),
          Json.MAPPER.readValue(s.ledger(), new TypeReference<Map<String, Long>>() {}),
          learned == null
              ? Map.of()
              : Json.MAPPER.readValue(learned, new TypeReference<Map<String, List<Integer>>>() {}),
          Instant.ofEpochMilli(s.started()).toString(),
          ended == null ? null : Instant.ofEpochMilli(ended).toString(),
          ended == null ? null : (ended - s.started()) / MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException("session " + s.id() + " has no readable meters", e);
    }
  }
}
