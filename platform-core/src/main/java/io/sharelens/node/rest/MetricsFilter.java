package io.sharelens.node.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.time.Duration;

/** Times requests by method, resource and status. */
@PreMatching
final class MetricsFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String STARTED = "started";

  private final MeterRegistry registry;

  @Context private ResourceInfo resource;

  @SuppressWarnings("NullAway") // the container sets the resource before the first request
  MetricsFilter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(STARTED, System.nanoTime());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(STARTED) instanceof Long started) {
      boolean known = resource.getResourceMethod() != null;
      Timer.builder("sharelens.http")
          .description("Requests until the answer's body starts")
          .tag("method", known ? request.getMethod() : "other")
          .tag(
              "resource",
              known
                  ? resource.getResourceClass().getSimpleName()
                      + "."
                      + resource.getResourceMethod().getName()
                  : "none")
          .tag("status", String.valueOf(response.getStatus()))
          .register(registry)
          .record(Duration.ofNanos(System.nanoTime() - started));
    }
  }
}
