package io.sharelens.client.transport;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is and what opens it.
 *
 * @param node 1, 2 or 3
 * @param url {@code https://host:port}, without a path
 * @param token null where only public documents are read
 */
public record NodeAddress(int node, URI url, @Nullable BearerToken token) {
  /** How errors call the node. */
  public String label() {
    return "node " + node + " (" + url + ")";
  }
}
