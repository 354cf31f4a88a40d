package io.sharelens.node.rest;

import io.sharelens.api.CostRequest;
import io.sharelens.api.QueryEstimate;
import io.sharelens.api.SchemeOptions;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.ChoiceService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** Choosing a scheme: what there is to choose from, and what a query would cost. */
@Path("/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminChoiceResource {
  private final ChoiceService choices;

  AdminChoiceResource(ChoiceService choices) {
    this.choices = choices;
  }

  @GET
  @Path("scheme-options")
  @Allow(Role.ADMIN)
  @Operation(summary = "Plugins for each place, named schemes, and what goes with what here")
  public SchemeOptions options() {
    return choices.options();
  }

  @GET
  @Path("cost-estimates")
  @Allow(Role.ADMIN)
  @Operation(summary = "Estimates of what a query costs, the newest first")
  public List<QueryEstimate> estimates() {
    return choices.estimates();
  }

  @POST
  @Path("cost-estimates")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @ChangesNothing
  @Operation(
      summary = "Find out what a query costs with a scheme at the present size, by rehearsing it",
      description = "Runs in the node's process while no search does; look at it until it is over")
  public Response estimate(CostRequest request) {
    QueryEstimate estimate = choices.estimate(Required.body(request));
    return Response.accepted(estimate)
        .location(URI.create("/v1/admin/cost-estimates/" + estimate.id()))
        .build();
  }

  @GET
  @Path("cost-estimates/{id}")
  @Allow(Role.ADMIN)
  @Operation(summary = "An estimate as it stands")
  public QueryEstimate estimate(@PathParam("id") String id) {
    return choices.estimate(id);
  }

  @DELETE
  @Path("cost-estimates/{id}")
  @Allow(Role.ADMIN)
  @ChangesNothing
  @Operation(summary = "End an estimate that is not over, or forget one, so that it is made anew")
  public void endEstimate(@PathParam("id") String id) {
    choices.endEstimate(id);
  }
}
