package io.sharelens.node.rest;

import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.RoundService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** When rounds begin and how long their phases last, for administrators. */
@Path("/v1/admin/round-settings")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminRoundSettingsResource {
  private final RoundService rounds;

  AdminRoundSettingsResource(RoundService rounds) {
    this.rounds = rounds;
  }

  @GET
  @Allow(Role.ADMIN)
  @Operation(summary = "Schedule and times of training rounds; at node 1")
  public RoundSettingsInfo get() {
    return rounds.settings();
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @Audited("round-settings.set")
  @Operation(summary = "Replace the configuration file's schedule and times; at node 1")
  public RoundSettingsInfo put(RoundSettings settings) {
    return rounds.settings(Required.body(settings));
  }

  @DELETE
  @Allow(Role.ADMIN)
  @Audited("round-settings.reset")
  @Operation(summary = "Go by the configuration file again; at node 1")
  public RoundSettingsInfo delete() {
    return rounds.resetSettings();
  }
}
