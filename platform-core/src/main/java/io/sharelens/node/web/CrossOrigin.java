package io.sharelens.node.web;

import io.sharelens.node.config.WebConfig;
import io.sharelens.node.config.WebOrigin;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets pages of the three nodes, and of other servers of the search page, call the interface. Never
 * with cookies: such a page has to have a token.
 */
final class CrossOrigin extends CrossOriginHandler {
  /** Beginning of the interface's paths. */
  static final String INTERFACE = "/v1/";

  CrossOrigin(WebConfig web) {
    setAllowedOriginPatterns(
        web.callers().stream()
            .map(WebOrigin::text)
            .map(Pattern::quote)
            .collect(Collectors.toUnmodifiableSet()));
    setAllowCredentials(false);
    setAllowedMethods(Set.of("GET", "HEAD", "POST", "PUT", "DELETE"));
    setAllowedHeaders(Set.of("Authorization", "Content-Type", "Prefer", "Accept"));
    setExposedHeaders(Set.of("Location", "Content-Length", "Retry-After", "X-Correlation-Id"));
    setPreflightMaxAge(Duration.ofMinutes(10));
    setDeliverPreflightRequests(false);
    setDeliverNonAllowedOriginRequests(true);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (Request.getPathInContext(request).startsWith(INTERFACE)) {
      return super.handle(request, response, callback);
    }
    Handler next = getHandler();
    return next != null && next.handle(request, response, callback);
  }
}
