package io.sharelens.node.rest;

import io.sharelens.api.ModelEntry;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.ModelService;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.Store;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/** Model files, for everybody with an account. */
@Path("/v1/models")
public final class ModelResource {
  private final Store store;
  private final ModelService models;

  ModelResource(Store store, ModelService models) {
    this.store = store;
    this.models = models;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.ADMIN, Role.OWNER, Role.USER})
  @Operation(summary = "Models at this node")
  public List<ModelEntry> list() {
    return store.models().list().stream().map(ModelResource::entry).toList();
  }

  @GET
  @Path("{sha256}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Allow({Role.ADMIN, Role.OWNER, Role.USER})
  @Operation(summary = "A model's file")
  public Response file(@PathParam("sha256") String sha256) throws IOException {
    java.nio.file.Path file = models.file(sha256);
    StreamingOutput body = out -> Files.copy(file, out);
    return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, Files.size(file))
        .header(HttpHeaders.ETAG, "\"" + sha256 + "\"")
        .build();
  }

  private static ModelEntry entry(ModelRow m) {
    return new ModelEntry(
        m.sha256(),
        m.state(),
        m.version(),
        m.bytes(),
        Instant.ofEpochMilli(m.created()).toString());
  }
}
