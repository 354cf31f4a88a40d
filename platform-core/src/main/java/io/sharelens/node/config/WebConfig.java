package io.sharelens.node.config;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The listener for browsers.
 *
 * @param listen address; loopback if there is no certificate
 * @param tls certificate that browsers trust; null for plain HTTP on loopback
 * @param url what browsers type, as an origin
 * @param nodes the same of nodes 1 to 3
 * @param origins of other servers of the search page
 */
public record WebConfig(
    Endpoint listen,
    @Nullable WebCertificate tls,
    WebOrigin url,
    List<WebOrigin> nodes,
    List<WebOrigin> origins) {
  public WebConfig {
    nodes = List.copyOf(nodes);
    origins = List.copyOf(origins);
  }

  /** Whether only programs on this machine reach the listener. */
  public boolean loopback() {
    return WebOrigin.isLoopback(listen.host());
  }

  /** Origins whose pages may call this node's interface, with a bearer token. */
  public List<WebOrigin> callers() {
    return Stream.concat(nodes.stream(), origins.stream()).distinct().toList();
  }
}
