package io.sharelens.node.service;

import io.sharelens.api.NodeView;
import java.util.List;

/** The three nodes as this one sees them. */
@FunctionalInterface
public interface NodesService {
  /** By number, this node included; answers at once. */
  List<NodeView> nodes();
}
