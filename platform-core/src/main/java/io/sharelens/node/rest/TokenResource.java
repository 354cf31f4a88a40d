package io.sharelens.node.rest;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.NewToken;
import io.sharelens.api.TokenInfo;
import io.sharelens.node.auth.AccountTokens;
import io.sharelens.node.auth.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Tokens of an account. */
@Path("/v1/admin/principals/{name}/tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class TokenResource {
  private final AccountTokens tokens;

  TokenResource(AccountTokens tokens) {
    this.tokens = tokens;
  }

  @GET
  @Allow(Role.ADMIN)
  @Operation(summary = "Tokens that were not ended, without their secrets")
  public List<TokenInfo> list(@PathParam("name") String name) {
    return tokens.list(name);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @Audited("token.create")
  @Operation(summary = "Make one more token; it is shown this once")
  public Response create(
      @Context ContainerRequestContext context, @PathParam("name") String name, NewToken request) {
    NewToken wanted = Required.body(request);
    IssuedToken issued = tokens.create(name, wanted.label(), wanted.scope(), wanted.days());
    AuditFilter.subject(context, name + " " + issued.info().id() + " " + issued.info().label());
    return Response.status(Response.Status.CREATED).entity(issued).build();
  }

  @DELETE
  @Path("{id}")
  @Allow(Role.ADMIN)
  @Audited("token.end")
  @Operation(summary = "End a token, and the browser sessions it was exchanged for")
  public void end(
      @Context ContainerRequestContext context,
      @PathParam("name") String name,
      @PathParam("id") String id) {
    AuditFilter.subject(context, name + " " + id);
    tokens.end(name, Required.number("id", id, 1, Long.MAX_VALUE));
  }
}
