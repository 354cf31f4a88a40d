package io.sharelens.node.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Gives each request an id that stands in its answer and in every line of the log. */
@PreMatching
@Priority(100)
final class CorrelationFilter implements ContainerRequestFilter, ContainerResponseFilter {
  static final String HEADER = "X-Correlation-Id";
  private static final String KEY = "correlationId";

  @Override
  public void filter(ContainerRequestContext request) {
    String id = fresh();
    request.setProperty(KEY, id);
    MDC.put(KEY, id);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Object id = request.getProperty(KEY);
    if (id != null) {
      response.getHeaders().putSingle(HEADER, id);
    }
    MDC.remove(KEY);
  }

  /** The id of a request. */
  static String of(ContainerRequestContext request) {
    return request.getProperty(KEY) instanceof String id ? id : current();
  }

  static String fresh() {
    return UUID.randomUUID().toString();
  }

  /** The id of the request that this thread works on. */
  static String current() {
    @Nullable String id = MDC.get(KEY);
    return id == null ? fresh() : id;
  }
}
