package io.sharelens.node.rest;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Authenticator;
import io.sharelens.node.auth.Caller;
import io.sharelens.node.auth.Role;
import io.sharelens.node.auth.Scope;
import io.sharelens.node.auth.SignIns;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Checks token or session, role and scope before a resource method runs, and bounds the body it
 * will read.
 */
@Priority(Priorities.AUTHENTICATION)
final class AccessFilter implements ContainerRequestFilter {
  static final String FORBIDDEN = "forbidden";
  static final String READ_ONLY = "read-only-token";
  static final long DOCUMENT_LIMIT = 1 << 20;

  private final Authenticator authenticator;
  private final SignIns signIns;
  private final SessionCookie cookie;

  @Context private ResourceInfo resource;

  @SuppressWarnings("NullAway") // the container sets the resource before the first request
  AccessFilter(Authenticator authenticator, SignIns signIns, SessionCookie cookie) {
    this.authenticator = authenticator;
    this.signIns = signIns;
    this.cookie = cookie;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (method == null) {
      return;
    }
    if (method.isAnnotationPresent(Open.class)) {
      boundBody(request);
      return;
    }
    Allow allow = method.getAnnotation(Allow.class);
    if (allow == null) {
      // The container's own OPTIONS answers: nothing of the node in them, but nobody needs them.
      throw LensException.user(FORBIDDEN, "this is not for callers");
    }
    Caller caller = caller(request);
    request.setSecurityContext(new TokenContext(caller));
    if (!Arrays.asList(allow.value()).contains(caller.role())) {
      throw LensException.user(
          FORBIDDEN,
          "this needs the role "
              + Arrays.stream(allow.value()).map(Role::text).collect(Collectors.joining(" or "))
              + "; '"
              + caller.name()
              + "' has "
              + caller.role().text());
    }
    if (caller.scope() == Scope.READ && Changes.made(request.getMethod(), method)) {
      throw LensException.user(
          READ_ONLY,
          "this changes something, and the token may only read; use one that may do all");
    }
    if (!method.isAnnotationPresent(RawBody.class)) {
      boundBody(request);
    }
  }

  private static void boundBody(ContainerRequestContext request) {
    Bodies.requireFits(request.getLength(), DOCUMENT_LIMIT);
    request.setEntityStream(new LimitedStream(request.getEntityStream(), DOCUMENT_LIMIT));
  }

  /** A header counts before a cookie: who sends one means it. */
  private Caller caller(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    String session = header == null ? cookie.of(request) : null;
    if (session == null) {
      return authenticator.authenticate(header);
    }
    if (Changes.possible(request.getMethod())) {
      cookie.requireOwnPage(request);
    }
    return signIns.of(session).caller();
  }

  /** Hands the caller to resource methods. */
  private record TokenContext(Caller caller) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
      return caller.role().text().equals(role);
    }

    @Override
    public boolean isSecure() {
      return true;
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
