package io.sharelens.node.rest;

import io.sharelens.api.FeatureShare;
import io.sharelens.api.PictureStatus;
import io.sharelens.api.UploadPlan;
import io.sharelens.api.UploadStatus;
import io.sharelens.node.auth.Role;
import io.sharelens.node.intake.ChunkAnswer;
import io.sharelens.node.intake.Intake;
import io.sharelens.node.intake.OwnerView;
import io.sharelens.node.store.PictureRef;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** An owner's pictures. */
@Path("/v1/pictures")
@Produces(MediaType.APPLICATION_JSON)
public final class PictureResource {
  private final Intake intake;
  private final OwnerView view;
  private final int chunkBytes;

  PictureResource(Intake intake, OwnerView view, int chunkBytes) {
    this.intake = intake;
    this.view = view;
    this.chunkBytes = chunkBytes;
  }

  @GET
  @Allow(Role.OWNER)
  @Operation(summary = "Own pictures, by id")
  public List<PictureStatus> list(@Context SecurityContext security) {
    return view.list(Callers.of(security).name());
  }

  @GET
  @Path("{id}")
  @Allow(Role.OWNER)
  @Operation(summary = "One of the own pictures")
  public PictureStatus get(@Context SecurityContext security, @PathParam("id") String id) {
    return view.find(Callers.of(security).name(), id);
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.OWNER)
  @Operation(summary = "Begin an upload attempt, or ask how far it is")
  public Response begin(
      @Context SecurityContext security, @PathParam("id") String id, UploadPlan plan) {
    UploadStatus status = intake.begin(Callers.of(security).name(), id, Required.body(plan));
    boolean fresh = status.parts().stream().allMatch(p -> p.offset() == 0);
    return Response.status(fresh ? Response.Status.CREATED : Response.Status.OK)
        .entity(status)
        .build();
  }

  @DELETE
  @Path("{id}")
  @Allow(Role.OWNER)
  @Operation(summary = "Delete a picture with all its shares, features and index rows")
  public void delete(@Context SecurityContext security, @PathParam("id") String id) {
    intake.delete(Callers.of(security).name(), id);
  }

  @GET
  @Path("{id}/feature")
  @Allow(Role.OWNER)
  @Operation(summary = "This node's share of the picture's feature")
  public FeatureShare feature(@Context SecurityContext security, @PathParam("id") String id) {
    return view.feature(Callers.of(security).name(), id);
  }

  @PUT
  @Path("{id}/attempts/{attempt}/parts/{part}")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Allow(Role.OWNER)
  @RawBody
  @Operation(summary = "Append a chunk at an offset")
  public Response chunk(
      @Context SecurityContext security,
      @PathParam("id") String id,
      @PathParam("attempt") String attempt,
      @PathParam("part") String part,
      @QueryParam("offset") String offset,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long announced,
      InputStream body)
      throws IOException {
    long at = Required.number("offset", offset, 0, Long.MAX_VALUE);
    // Read before the picture is locked: a slow sender holds up nobody but itself.
    ByteBuffer chunk = Bodies.read(body, announced, chunkBytes);
    ChunkAnswer answer =
        intake.append(Callers.of(security).name(), new PictureRef(id, attempt), part, at, chunk);
    return UploadOffset.answer(answer.taken(), answer.offset(), at);
  }

  @HEAD
  @Path("{id}/attempts/{attempt}/parts/{part}")
  @Allow(Role.OWNER)
  @Operation(summary = "How many bytes of a part are durable: header Upload-Offset")
  public Response offset(
      @Context SecurityContext security,
      @PathParam("id") String id,
      @PathParam("attempt") String attempt,
      @PathParam("part") String part) {
    long offset = intake.offset(Callers.of(security).name(), new PictureRef(id, attempt), part);
    return Response.ok().header(UploadOffset.HEADER, offset).build();
  }

  @POST
  @Path("{id}/attempts/{attempt}/complete")
  @Allow(Role.OWNER)
  @Operation(summary = "Verify all parts; the picture is stored when this returns")
  public UploadStatus complete(
      @Context SecurityContext security,
      @PathParam("id") String id,
      @PathParam("attempt") String attempt) {
    return intake.complete(Callers.of(security).name(), new PictureRef(id, attempt));
  }
}
