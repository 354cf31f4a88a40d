package io.sharelens.node.rest;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.api.LeaveRequest;
import io.sharelens.node.auth.Role;
import io.sharelens.node.intake.Departure;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Owners that cannot leave by themselves any more. */
@Path("/v1/admin/owners")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AdminOwnerResource {
  private final Departure departure;

  AdminOwnerResource(Departure departure) {
    this.departure = departure;
  }

  @POST
  @Path("{name}/leave")
  @Allow(Role.ADMIN)
  @Audited("owner.leave")
  @Operation(summary = "End an owner's account and delete all its pictures, at this node")
  public LeaveAnswer remove(@PathParam("name") String name, LeaveRequest request) {
    return departure.leave(name, Required.body(request).removeInfluence());
  }
}
