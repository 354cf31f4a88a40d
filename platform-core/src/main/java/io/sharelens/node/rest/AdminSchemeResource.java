package io.sharelens.node.rest;

import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeProposal;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.SchemeService;
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

/** Changes of scheme: proposed at node 1, approved by each node's administrator at that node. */
@Path("/v1/admin/scheme-changes")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminSchemeResource {
  private final SchemeService schemes;

  AdminSchemeResource(SchemeService schemes) {
    this.schemes = schemes;
  }

  @GET
  @Allow(Role.ADMIN)
  @Operation(summary = "Changes of scheme, the newest first")
  public List<SchemeChange> list() {
    return schemes.list();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @Audited("scheme.propose")
  @Operation(summary = "Propose another scheme to all nodes; at node 1")
  public Response propose(SchemeProposal proposal) {
    SchemeChange change = schemes.propose(Required.body(proposal));
    return Response.created(URI.create("/v1/admin/scheme-changes/" + change.id()))
        .entity(change)
        .build();
  }

  @POST
  @Path("{id}/approve")
  @Allow(Role.ADMIN)
  @Audited("scheme.approve")
  @Operation(summary = "Agree to a change of scheme, for this node")
  public SchemeChange approve(@PathParam("id") String id) {
    return schemes.approve(id);
  }

  @DELETE
  @Path("{id}")
  @Allow(Role.ADMIN)
  @Audited("scheme.cancel")
  @Operation(summary = "Withdraw a change of scheme at node 1, or reject it at another node")
  public SchemeChange cancel(@PathParam("id") String id) {
    return schemes.cancel(id);
  }
}
