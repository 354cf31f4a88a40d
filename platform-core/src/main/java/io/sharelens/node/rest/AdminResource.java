package io.sharelens.node.rest;

import io.sharelens.api.CategoryList;
import io.sharelens.api.IssuedToken;
import io.sharelens.api.NewPrincipal;
import io.sharelens.api.PrincipalInfo;
import io.sharelens.api.StockInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Accounts;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.NodeEvents;
import io.sharelens.node.service.StockService;
import io.sharelens.node.store.Store;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;

/** Accounts, grants, categories, and what the node did. */
@Path("/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminResource {
  private static final int MOST_CATEGORIES = 100_000;
  private static final int LONGEST_CATEGORY = 200;

  private final Accounts accounts;
  private final Store store;
  private final NodeEvents events;
  private final StockService stock;

  AdminResource(Accounts accounts, Store store, NodeEvents events, StockService stock) {
    this.accounts = accounts;
    this.store = store;
    this.events = events;
    this.stock = stock;
  }

  @GET
  @Path("principals")
  @Allow(Role.ADMIN)
  @Operation(summary = "Accounts with their grants")
  public List<PrincipalInfo> principals() {
    return accounts.list();
  }

  @POST
  @Path("principals")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @Audited("principal.create")
  @Operation(summary = "Make an account, or a revoked one anew; the token is shown this once")
  public Response create(@Context ContainerRequestContext context, NewPrincipal request) {
    NewPrincipal wanted = Required.body(request);
    AuditFilter.subject(context, wanted.name());
    IssuedToken token = accounts.create(wanted);
    events.grantsChanged();
    return Response.status(Response.Status.CREATED).entity(token).build();
  }

  @DELETE
  @Path("principals/{name}")
  @Allow(Role.ADMIN)
  @Audited("principal.revoke")
  @Operation(summary = "End an account's access, all its tokens and sessions")
  public void revoke(@PathParam("name") String name) {
    accounts.revoke(name);
    events.grantsChanged();
  }

  @PUT
  @Path("grants/{user}/{owner}")
  @Allow(Role.ADMIN)
  @Audited("grant.add")
  @Operation(summary = "Let a user find an owner's pictures")
  public void grant(
      @Context ContainerRequestContext context,
      @PathParam("user") String user,
      @PathParam("owner") String owner) {
    AuditFilter.subject(context, user + " " + owner);
    accounts.grant(user, owner);
    events.grantsChanged();
  }

  @DELETE
  @Path("grants/{user}/{owner}")
  @Allow(Role.ADMIN)
  @Audited("grant.remove")
  @Operation(summary = "Take a grant back")
  public void revokeGrant(
      @Context ContainerRequestContext context,
      @PathParam("user") String user,
      @PathParam("owner") String owner) {
    AuditFilter.subject(context, user + " " + owner);
    accounts.revokeGrant(user, owner);
    events.grantsChanged();
  }

  @GET
  @Path("categories")
  @Allow(Role.ADMIN)
  @Operation(summary = "The ordered class list")
  public CategoryList categories() {
    return new CategoryList(store.categories().list());
  }

  @PUT
  @Path("categories")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @Audited("categories.set")
  @Operation(summary = "Set the ordered class list")
  public CategoryList categories(CategoryList request) {
    List<String> names = Required.body(request).categories();
    if (names.size() > MOST_CATEGORIES
        || new HashSet<>(names).size() != names.size()
        || names.stream().anyMatch(n -> n.isBlank() || n.length() > LONGEST_CATEGORY)) {
      throw LensException.user(
          "bad-categories",
          "categories must be distinct, not blank, and have at most %d characters each"
              .formatted(LONGEST_CATEGORY));
    }
    store.categories().replace(names);
    events.categoriesChanged();
    return new CategoryList(names);
  }

  @GET
  @Path("stock")
  @Allow(Role.ADMIN)
  @Operation(summary = "Dealer material kept for searches")
  public StockInfo stock() {
    return stock.stock();
  }

  @DELETE
  @Path("stock")
  @Allow(Role.ADMIN)
  @Audited("stock.clear")
  @Operation(summary = "Remove the dealer material kept for searches")
  public void clearStock() {
    stock.clearStock();
  }
}
