package io.sharelens.node.rest;

import io.sharelens.api.ModelVersion;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.StatusService;
import io.sharelens.node.store.PublicationRow;
import io.sharelens.node.store.Store;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** The model's versions, for everybody with an account. */
@Path("/v1/versions")
@Produces(MediaType.APPLICATION_JSON)
public final class VersionResource {
  private final Store store;
  private final StatusService status;

  VersionResource(Store store, StatusService status) {
    this.store = store;
    this.status = status;
  }

  @GET
  @Allow({Role.ADMIN, Role.MODEL_OWNER, Role.OWNER, Role.USER})
  @Operation(summary = "Versions of the model, newest first")
  public List<ModelVersion> list() {
    List<PublicationRow> rows = store.publications().list();
    String searched = status.info().epoch().model();
    int newest = rows.isEmpty() ? -1 : rows.getLast().version();
    int inUse =
        rows.reversed().stream()
            .filter(r -> r.sha256().equals(searched))
            .mapToInt(PublicationRow::version)
            .findFirst()
            .orElse(-1);
    return rows.reversed().stream().map(r -> view(r, newest, inUse)).toList();
  }

  private static ModelVersion view(PublicationRow row, int newest, int inUse) {
    return new ModelVersion(
        row.version(),
        row.sha256(),
        row.parent(),
        row.origin(),
        row.scheme(),
        row.schemeDigest(),
        row.metrics(),
        Instant.ofEpochMilli(row.published()).toString(),
        row.version() == newest ? "published" : "retired",
        row.version() == inUse);
  }
}
