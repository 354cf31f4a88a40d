package io.sharelens.node.rest;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.UpdatePlan;
import io.sharelens.api.UpdateStatus;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.RoundService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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

/** Training rounds, for owners. */
@Path("/v1/rounds")
@Produces(MediaType.APPLICATION_JSON)
public final class RoundResource {
  static final int MOST_ROUNDS = 1000;

  private final RoundService rounds;
  private final int chunkBytes;

  RoundResource(RoundService rounds, int chunkBytes) {
    this.rounds = rounds;
    this.chunkBytes = chunkBytes;
  }

  @GET
  @Allow({Role.OWNER, Role.ADMIN})
  @Operation(summary = "Rounds, the newest first")
  public List<RoundInfo> list(@QueryParam("limit") @DefaultValue("20") String limit) {
    return rounds.list((int) Required.number("limit", limit, 1, MOST_ROUNDS));
  }

  @GET
  @Path("current")
  @Allow({Role.OWNER, Role.ADMIN})
  @Operation(summary = "The round that is not over")
  public RoundInfo current() {
    return rounds
        .current()
        .orElseThrow(() -> LensException.user("no-round", "no round is running now"));
  }

  @GET
  @Path("{number}")
  @Allow({Role.OWNER, Role.ADMIN})
  @Operation(summary = "One round")
  public RoundInfo get(@Context SecurityContext security, @PathParam("number") String number) {
    if (Callers.of(security).role() == Role.OWNER) {
      rounds.heard(Callers.of(security).name(), number(number));
    }
    return rounds
        .find(number(number))
        .orElseThrow(() -> LensException.user("no-round", "there is no round " + number));
  }

  @POST
  @Path("{number}/join")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.OWNER)
  @Operation(summary = "Take part in a round; at node 1")
  public RoundInfo join(
      @Context SecurityContext security, @PathParam("number") String number, RoundJoin join) {
    return rounds.join(Callers.of(security).name(), number(number), Required.body(join));
  }

  @PUT
  @Path("{number}/progress")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.OWNER)
  @Operation(summary = "Sign of life and progress; at node 1")
  public RoundInfo progress(
      @Context SecurityContext security, @PathParam("number") String number, RoundProgress at) {
    return rounds.progress(Callers.of(security).name(), number(number), Required.body(at));
  }

  @PUT
  @Path("{number}/update")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.OWNER)
  @Operation(summary = "Begin the upload of an update, or ask how far it is")
  public UpdateStatus begin(
      @Context SecurityContext security, @PathParam("number") String number, UpdatePlan plan) {
    return rounds.begin(Callers.of(security).name(), number(number), Required.body(plan));
  }

  @PUT
  @Path("{number}/update/{attempt}")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Allow(Role.OWNER)
  @RawBody
  @Operation(summary = "Append a chunk of an update at an offset")
  public Response chunk(
      @Context SecurityContext security,
      @PathParam("number") String number,
      @PathParam("attempt") String attempt,
      @QueryParam("offset") String offset,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long announced,
      InputStream body)
      throws IOException {
    long at = Required.number("offset", offset, 0, Long.MAX_VALUE);
    ByteBuffer chunk = Bodies.read(body, announced, chunkBytes);
    RoundService.Chunk done =
        rounds.append(Callers.of(security).name(), number(number), attempt, at, chunk);
    return UploadOffset.answer(done.taken(), done.offset(), at);
  }

  @POST
  @Path("{number}/update/{attempt}/complete")
  @Allow(Role.OWNER)
  @Operation(summary = "Verify an update; it can be counted when this returns")
  public UpdateStatus complete(
      @Context SecurityContext security,
      @PathParam("number") String number,
      @PathParam("attempt") String attempt) {
    return rounds.complete(Callers.of(security).name(), number(number), attempt);
  }

  @POST
  @Path("{number}/report")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.OWNER)
  @Operation(summary = "What was measured with the round's candidate")
  public void report(
      @Context SecurityContext security, @PathParam("number") String number, RoundReport report) {
    rounds.report(Callers.of(security).name(), number(number), Required.body(report));
  }

  @POST
  @Path("request")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.OWNER)
  @Operation(summary = "Ask for a round because of many new pictures; at node 1")
  public RoundInfo request(@Context SecurityContext security, RoundRequest request) {
    return rounds.request(Callers.of(security).name(), Required.body(request));
  }

  static long number(String text) {
    return Required.number("number", text, 1, Long.MAX_VALUE);
  }
}
