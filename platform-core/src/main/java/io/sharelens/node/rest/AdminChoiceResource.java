package io.sharelens.node.rest;

import io.sharelens.api.SchemeOptions;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.ChoiceService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

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
}
