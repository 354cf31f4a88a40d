package io.sharelens.node.rest;

import io.sharelens.api.ModelInfo;
import io.sharelens.api.StagedModel;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.ModelService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;

/** Bringing a model to the nodes and publishing it. */
@Path("/v1/admin/models")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminModelResource {
  private final ModelService models;
  private final java.nio.file.Path temporary;
  private final long limit;

  /**
   * @param temporary folder for files that are not checked yet
   * @param limit largest file
   */
  AdminModelResource(ModelService models, java.nio.file.Path temporary, long limit) {
    this.models = models;
    this.temporary = temporary;
    this.limit = limit;
  }

  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Allow({Role.ADMIN, Role.MODEL_OWNER})
  @RawBody
  @Audited("model.stage")
  @Operation(summary = "Check a model file and keep it, unpublished")
  public Response stage(
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long announced, InputStream body)
      throws IOException {
    Bodies.requireFits(announced, limit);
    java.nio.file.Path file = Files.createTempFile(temporary, "model", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        Bodies.copy(body, announced, limit, out);
      }
      String sha256 = models.stage(file);
      return Response.created(URI.create("/v1/models/" + sha256))
          .entity(new StagedModel(sha256))
          .build();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @POST
  @Path("{sha256}/publish")
  @Allow({Role.ADMIN, Role.MODEL_OWNER})
  @Audited("model.publish")
  @Operation(summary = "Publish a staged model at all nodes or at none; at node 1")
  public ModelInfo publish(@PathParam("sha256") String sha256, @Context SecurityContext security) {
    if (Callers.of(security).role() == Role.MODEL_OWNER) {
      models.part(sha256); // A model owner publishes split models alone: refuses any other.
    }
    return models.publish(sha256);
  }

  @POST
  @Path("versions/{version}/restore")
  @Allow(Role.ADMIN)
  @Audited("model.restore")
  @Operation(summary = "Roll back: publish an earlier version's model as a new version; at node 1")
  public ModelInfo restore(@PathParam("version") int version) {
    return models.rollBack(version);
  }
}
