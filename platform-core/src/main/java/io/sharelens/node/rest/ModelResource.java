package io.sharelens.node.rest;

import io.sharelens.api.ModelEntry;
import io.sharelens.api.ModelGraph;
import io.sharelens.api.ModelInput;
import io.sharelens.api.ModelPart;
import io.sharelens.inference.model.ModelDescription;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.ModelService;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.Store;
import io.sharelens.spi.graph.Preprocessing;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/** Model files, for everybody with an account. */
@Path("/v1/models")
public final class ModelResource {
  private final Store store;
  private final ModelService models;
  private final java.nio.file.Path temporary;
  private final long limit;

  /**
   * @param temporary folder for files that are not checked yet
   * @param limit largest file
   */
  ModelResource(Store store, ModelService models, java.nio.file.Path temporary, long limit) {
    this.store = store;
    this.models = models;
    this.temporary = temporary;
    this.limit = limit;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.ADMIN, Role.MODEL_OWNER, Role.OWNER, Role.USER})
  @Operation(summary = "Models at this node")
  public List<ModelEntry> list() {
    return store.models().list().stream().map(ModelResource::entry).toList();
  }

  @GET
  @Path("{sha256}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Allow({Role.ADMIN, Role.MODEL_OWNER, Role.OWNER, Role.USER})
  @Operation(summary = "A model's file")
  public Response file(@PathParam("sha256") String sha256) throws IOException {
    java.nio.file.Path file = models.file(sha256);
    StreamingOutput body = out -> Files.copy(file, out);
    return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, Files.size(file))
        .header(HttpHeaders.ETAG, "\"" + sha256 + "\"")
        .build();
  }

  @GET
  @Path("{sha256}/graph")
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.ADMIN, Role.MODEL_OWNER, Role.OWNER, Role.USER})
  @Operation(summary = "A model's layers with shapes, fixed-point plan and declared costs")
  public ModelGraph graph(@PathParam("sha256") String sha256) {
    return models.graph(sha256);
  }

  @GET
  @Path("{sha256}/input")
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.ADMIN, Role.MODEL_OWNER, Role.OWNER, Role.USER})
  @Operation(summary = "How a picture becomes the model's input")
  public ModelInput input(@PathParam("sha256") String sha256) {
    ModelDescription model = ModelDescription.read(models.file(sha256));
    Preprocessing how = model.graph().preprocessing();
    return new ModelInput(
        sha256,
        how.size(),
        how.scale(),
        how.mean(),
        how.std(),
        model.plan().inputFractionBits(),
        model.plan().inputBound());
  }

  @PUT
  @Path("{sha256}/part")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.ADMIN, Role.MODEL_OWNER})
  @RawBody
  @Audited("model.part")
  @Operation(summary = "This node's part of a split model's weights; repeated it changes nothing")
  public ModelPart putPart(
      @PathParam("sha256") String sha256,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long announced,
      InputStream body)
      throws IOException {
    Bodies.requireFits(announced, limit);
    models.part(sha256); // An unknown or unsplit model is refused before the body is read.
    java.nio.file.Path file = Files.createTempFile(temporary, "weights", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        Bodies.copy(body, announced, limit, out);
      }
      models.putPart(sha256, file);
      return models.part(sha256);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @GET
  @Path("{sha256}/part")
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.ADMIN, Role.MODEL_OWNER})
  @Operation(summary = "Whether this node has its part of a split model's weights")
  public ModelPart part(@PathParam("sha256") String sha256) {
    return models.part(sha256);
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
