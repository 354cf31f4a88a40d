package io.sharelens.node.rest;

import io.sharelens.api.Health;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.StatusInfo;
import io.sharelens.node.auth.Role;
import io.sharelens.node.metrics.NodeMetrics;
import io.sharelens.node.service.StatusService;
import io.sharelens.node.store.Store;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/** What the node says of itself. */
@Path("/")
public final class InfoResource {
  private final StatusService status;
  private final Store store;
  private final NodeMetrics metrics;
  private final OpenApi openApi;

  InfoResource(StatusService status, Store store, NodeMetrics metrics, OpenApi openApi) {
    this.status = status;
    this.store = store;
    this.metrics = metrics;
    this.openApi = openApi;
  }

  @GET
  @Path("v1/info")
  @Produces(MediaType.APPLICATION_JSON)
  @Open
  @Operation(summary = "Scheme, plugins, model, epoch, limits and leakage")
  public NodeInfo info() {
    return status.info();
  }

  @GET
  @Path("v1/status")
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.ADMIN, Role.MODEL_OWNER, Role.OWNER, Role.USER})
  @Operation(summary = "Where the pictures stand")
  public StatusInfo status() {
    return status.status();
  }

  @GET
  @Path("healthz")
  @Produces(MediaType.APPLICATION_JSON)
  @Open
  @Operation(summary = "Whether the process answers")
  public Health health() {
    return new Health("up", List.of());
  }

  @GET
  @Path("readyz")
  @Produces(MediaType.APPLICATION_JSON)
  @Open
  @Operation(summary = "Whether the node can work: database, scheme, peers; 503 if not")
  public Response ready() {
    List<Health.Check> checks = new ArrayList<>();
    boolean database = store.healthy();
    checks.add(new Health.Check("database", database, database ? "answers" : "does not answer"));
    checks.addAll(status.checks());
    boolean up = checks.stream().allMatch(Health.Check::up);
    return Response.status(up ? 200 : 503).entity(new Health(up ? "up" : "down", checks)).build();
  }

  @GET
  @Path("metrics")
  @Produces(MediaType.TEXT_PLAIN)
  @Open
  @Operation(summary = "Metrics for Prometheus")
  public String metrics() {
    return metrics.scrape();
  }

  @GET
  @Path("v1/openapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  @Open
  @Operation(summary = "This interface as an OpenAPI document")
  public String openApi() {
    return openApi.document();
  }
}
