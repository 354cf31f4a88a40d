package io.sharelens.node.rest;

import io.sharelens.api.AuditEntry;
import io.sharelens.node.auth.AuditLog;
import io.sharelens.node.auth.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed what at this node. */
@Path("/v1/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
  private static final int MOST_ROWS = 1000;
  private static final String NEWEST = "9223372036854775807";

  private final AuditLog audit;

  AuditResource(AuditLog audit) {
    this.audit = audit;
  }

  @GET
  @Allow(Role.ADMIN)
  @Operation(
      summary = "Who changed what, the newest first",
      description =
          "q: part of any column. actor: an account. action: a code, or its part before the dot."
              + " before: an id, to read on from.")
  public List<AuditEntry> list(
      @QueryParam("q") @Nullable String text,
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("action") @Nullable String action,
      @QueryParam("before") @DefaultValue(NEWEST) String before,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    return audit.list(
        given(text),
        given(actor),
        given(action),
        Required.number("before", before, 1, Long.MAX_VALUE),
        (int) Required.number("limit", limit, 1, MOST_ROWS));
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
