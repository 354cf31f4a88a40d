package io.sharelens.node.service;

import io.sharelens.api.Health;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.StatusInfo;
import java.util.List;

/** What the node says of itself. */
public interface StatusService {
  NodeInfo info();

  StatusInfo status();

  /** Reachability of the peers and whatever else must be up; answers within a second or so. */
  List<Health.Check> checks();

  /** Whether some attempt at the picture is in the current epoch. */
  boolean searchable(String picture);
}
