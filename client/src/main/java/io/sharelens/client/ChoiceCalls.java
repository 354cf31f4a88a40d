package io.sharelens.client;

import io.sharelens.api.ModelGraph;
import io.sharelens.api.SchemeOptions;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Paths;

/** What a node's administrator asks before choosing a scheme. */
public final class ChoiceCalls {
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
}
