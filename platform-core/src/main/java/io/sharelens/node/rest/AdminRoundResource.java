package io.sharelens.node.rest;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundRequest;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.RoundService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Training rounds, for administrators. */
@Path("/v1/admin/rounds")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminRoundResource {
  private final RoundService rounds;

  AdminRoundResource(RoundService rounds) {
    this.rounds = rounds;
  }

  @GET
  @Allow(Role.ADMIN)
  @Operation(summary = "Rounds with contributors, seconds, bytes and losses, the newest first")
  public List<RoundInfo> list(@QueryParam("limit") @DefaultValue("20") String limit) {
    return rounds.list((int) Required.number("limit", limit, 1, RoundResource.MOST_ROUNDS));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @Audited("round.start")
  @Operation(summary = "Start a round; at node 1")
  public RoundInfo start(@Context ContainerRequestContext context, RoundRequest request) {
    RoundInfo round = rounds.start(Required.body(request));
    AuditFilter.subject(context, String.valueOf(round.number()));
    return round;
  }

  @DELETE
  @Path("{number}")
  @Allow(Role.ADMIN)
  @Audited("round.cancel")
  @Operation(summary = "End a round without a result; at node 1")
  public RoundInfo cancel(@PathParam("number") String number) {
    return rounds.cancel(RoundResource.number(number));
  }
}
