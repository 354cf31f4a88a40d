package io.sharelens.node.rest;

import io.sharelens.api.Problem;
import io.sharelens.node.auth.AuditLog;
import io.sharelens.node.auth.Caller;
import io.sharelens.node.auth.Role;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes down who changed what, before the answer goes out. A method of administrators or model
 * owners that nobody marked with {@link Audited} is written down by its path.
 */
final class AuditFilter implements ContainerResponseFilter {
  private static final String SUBJECT = "audit-subject";
  private static final int LONGEST_ACTION = 64;
  private static final int FIRST_ERROR = 400;

  private final AuditLog audit;

  @Context private ResourceInfo resource;

  @SuppressWarnings("NullAway") // the container sets the resource before the first request
  AuditFilter(AuditLog audit) {
    this.audit = audit;
  }

  /** Says what a request is about, where its path does not. */
  static void subject(ContainerRequestContext request, String subject) {
    request.setProperty(SUBJECT, subject);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Method method = resource.getResourceMethod();
    if (method == null
        || !Changes.made(request.getMethod(), method)
        || !(request.getSecurityContext().getUserPrincipal() instanceof Caller caller)) {
      return;
    }
    String action = action(method, request, caller);
    if (action != null) {
      audit.write(
          caller,
          action,
          subject(request, response),
          outcome(response),
          CorrelationFilter.of(request));
    }
  }

  private static @Nullable String action(
      Method method, ContainerRequestContext request, Caller caller) {
    Audited audited = method.getAnnotation(Audited.class);
    if (audited != null) {
      return audited.value();
    }
    if (caller.role() != Role.ADMIN && caller.role() != Role.MODEL_OWNER) {
      return null;
    }
    String path =
        request.getMethod().toLowerCase(Locale.ROOT) + " " + request.getUriInfo().getPath();
    return path.length() <= LONGEST_ACTION ? path : path.substring(0, LONGEST_ACTION);
  }

  private static String subject(
      ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(SUBJECT) instanceof String known) {
      return known;
    }
    List<String> parts =
        request.getUriInfo().getPathParameters().values().stream().map(List::getFirst).toList();
    if (parts.isEmpty()) {
      URI made = response.getLocation();
      return made == null ? "" : made.getPath().substring(made.getPath().lastIndexOf('/') + 1);
    }
    return parts.stream().sorted().collect(Collectors.joining(" "));
  }

  private static String outcome(ContainerResponseContext response) {
    if (response.getStatus() < FIRST_ERROR) {
      return AuditLog.OK;
    }
    return response.getEntity() instanceof Problem p
        ? p.code()
        : ProblemMapper.httpCode(response.getStatus());
  }
}
