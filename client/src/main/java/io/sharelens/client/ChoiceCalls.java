package io.sharelens.client;

import io.sharelens.api.CostRequest;
import io.sharelens.api.ModelGraph;
import io.sharelens.api.QueryEstimate;
import io.sharelens.api.SchemeOptions;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Paths;
import java.time.Duration;
import java.util.List;

/** What a node's administrator asks before choosing a scheme. */
public final class ChoiceCalls {
  private static final String ESTIMATES = "/v1/admin/cost-estimates";

  /** The node reads the model's file before it answers. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private final NodeConnection node;

  ChoiceCalls(NodeConnection node) {
    this.node = node;
  }

  /** Plugins, named schemes, and what goes with what at the node. */
  public SchemeOptions options() {
    return node.json(Call.get("/v1/admin/scheme-options"), SchemeOptions.class);
  }

  /** A model's layers with their fixed-point plan. */
  public ModelGraph graph(String sha256) {
    return node.json(Call.get("/v1/models/" + Paths.segment(sha256) + "/graph"), ModelGraph.class);
  }

  /** Asks what a query would cost; look at it with {@link #estimate(String)} until it is over. */
  public QueryEstimate estimate(CostRequest request) {
    return node.json(Call.post(ESTIMATES, request).within(LONG), QueryEstimate.class);
  }

  /** An estimate as it stands. */
  public QueryEstimate estimate(String id) {
    return node.json(Call.get(ESTIMATES + "/" + Paths.segment(id)), QueryEstimate.class);
  }

  /** Estimates of the node, newest first. */
  public List<QueryEstimate> estimates() {
    return List.of(node.json(Call.get(ESTIMATES), QueryEstimate[].class));
  }

  /** Ends an estimate, or forgets one that is over. */
  public void endEstimate(String id) {
    node.run(Call.delete(ESTIMATES + "/" + Paths.segment(id)));
  }
}
