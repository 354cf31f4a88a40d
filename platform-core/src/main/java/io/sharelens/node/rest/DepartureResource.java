package io.sharelens.node.rest;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.api.LeaveRequest;
import io.sharelens.node.auth.Role;
import io.sharelens.node.intake.Departure;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** An owner leaves for good. */
@Path("/v1/owner")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class DepartureResource {
  private final Departure departure;

  DepartureResource(Departure departure) {
    this.departure = departure;
  }

  @POST
  @Path("leave")
  @Allow(Role.OWNER)
  @Audited("owner.leave")
  @Operation(summary = "Leave: ends the account and deletes all own pictures, at this node")
  public LeaveAnswer leave(@Context ContainerRequestContext context, LeaveRequest request) {
    String owner = Callers.of(context.getSecurityContext()).name();
    AuditFilter.subject(context, owner);
    return departure.leave(owner, Required.body(request).removeInfluence());
  }
}
