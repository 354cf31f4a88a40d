package io.sharelens.node.web;

import io.sharelens.node.config.WebConfig;
import io.sharelens.node.config.WebOrigin;
import org.eclipse.jetty.server.Request;

/**
 * A foreign site can let its own name point to this machine, and its pages then count as ours.
 * Whoever asks a listener on loopback has to ask for a name that no foreign site can have. With TLS
 * the certificate does that.
 */
final class HostCheck {
  private final WebConfig web;

  HostCheck(WebConfig web) {
    this.web = web;
  }

  boolean allows(Request request) {
    if (web.tls() != null || !web.loopback()) {
      return true;
    }
    String host = request.getHttpURI().getHost();
    return host != null && (WebOrigin.isLoopback(host) || host.equalsIgnoreCase(web.url().host()));
  }
}
