package io.sharelens.node.rest;

import io.sharelens.api.NodeView;
import io.sharelens.node.auth.Authenticator;
import io.sharelens.node.auth.Caller;
import io.sharelens.node.auth.Role;
import io.sharelens.node.live.LiveBoard;
import io.sharelens.node.service.NodesService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the nodes are, and what changes at this one. */
@Path("/v1/admin")
public final class AdminLiveResource {
  private final NodesService nodes;
  private final LiveBoard board;
  private final Authenticator authenticator;

  AdminLiveResource(NodesService nodes, LiveBoard board, Authenticator authenticator) {
    this.nodes = nodes;
    this.board = board;
    this.authenticator = authenticator;
  }

  @GET
  @Path("nodes")
  @Produces(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @Operation(summary = "All three nodes as this one sees them: health, plugins, certificates")
  public List<NodeView> nodes() {
    return nodes.nodes();
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Allow(Role.ADMIN)
  @Operation(
      summary =
          "Server-sent events: topics status, nodes, rounds, changes, jobs, sessions, stock;"
              + " first the present values, then what changes")
  public Response events(
      @Context SecurityContext security,
      @Parameter(description = "only these topics, with commas between them") @QueryParam("topics")
          @Nullable String topics) {
    LiveBoard.Listener listener = board.listen(topics == null ? board.names() : names(topics));
    Caller caller = Callers.of(security);
    return Response.ok(
            new AdminEvents(listener, () -> authenticator.holds(caller)),
            MediaType.SERVER_SENT_EVENTS)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static Set<String> names(String topics) {
    return Arrays.stream(topics.split(",")).map(String::strip).collect(Collectors.toSet());
  }
}
