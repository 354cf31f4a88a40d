package io.sharelens.node.rest;

import io.sharelens.api.SignInRequest;
import io.sharelens.api.SignedIn;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Access;
import io.sharelens.node.auth.AuditLog;
import io.sharelens.node.auth.SignIns.Session;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** A browser exchanges a token for a cookie that its pages cannot read. */
@Path("/v1/sign-in")
@Produces(MediaType.APPLICATION_JSON)
public final class SignInResource {
  private static final String SIGN_IN = "sign-in";
  private static final String SIGN_OUT = "sign-out";
  private static final int TOO_MANY = 429;

  private final int node;
  private final Access access;
  private final SessionCookie cookie;

  SignInResource(int node, Access access, SessionCookie cookie) {
    this.node = node;
    this.access = access;
    this.cookie = cookie;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Open
  @Operation(summary = "Exchange a token for a session cookie; says who that is")
  public Response begin(
      @Context ContainerRequestContext context,
      @Context HttpServletRequest connection,
      SignInRequest request) {
    cookie.refuseOtherPage(context);
    cookie.requireOwnName(context);
    String token = Required.body(request).token();
    String address = ClientAddress.of(connection);
    long wait = access.throttle().waitSeconds(address);
    if (wait > 0) {
      return Response.fromResponse(
              ProblemMapper.problem(
                  TOO_MANY,
                  "too-many-sign-ins",
                  "too many sign-ins failed from this address; try again in " + wait + " seconds",
                  CorrelationFilter.of(context)))
          .header(HttpHeaders.RETRY_AFTER, wait)
          .build();
    }
    try {
      Session session = access.signIns().begin(token);
      write(context, session, SIGN_IN, address, AuditLog.OK);
      return Response.ok(signedIn(session)).cookie(cookie.begin(context, session)).build();
    } catch (LensException e) {
      access.throttle().failed(address);
      access.audit().write(null, SIGN_IN, address, e.code(), CorrelationFilter.of(context));
      throw e;
    }
  }

  @GET
  @Open
  @Operation(summary = "Who is signed in with this cookie; 204 if nobody is")
  public Response get(@Context ContainerRequestContext context) {
    String id = cookie.of(context);
    if (id == null) {
      return Response.noContent().build();
    }
    try {
      return Response.ok(signedIn(access.signIns().of(id))).build();
    } catch (LensException e) {
      return Response.noContent().cookie(cookie.end(context)).build();
    }
  }

  @DELETE
  @Open
  @Operation(summary = "End the session of this cookie")
  public Response end(
      @Context ContainerRequestContext context, @Context HttpServletRequest connection) {
    String id = cookie.of(context);
    if (id != null) {
      cookie.requireOwnPage(context);
      try {
        Session session = access.signIns().of(id);
        access.signIns().end(id);
        write(context, session, SIGN_OUT, ClientAddress.of(connection), AuditLog.OK);
      } catch (LensException e) {
        access.signIns().end(id); // It was over already, which is what was asked for.
      }
    }
    return Response.noContent().cookie(cookie.end(context)).build();
  }

  private void write(
      ContainerRequestContext context,
      Session session,
      String action,
      String address,
      String outcome) {
    access.audit().write(session.caller(), action, address, outcome, CorrelationFilter.of(context));
  }

  private SignedIn signedIn(Session s) {
    return new SignedIn(
        node,
        s.caller().name(),
        s.caller().role().text(),
        s.caller().scope().text(),
        Instant.ofEpochMilli(s.expires()).toString());
  }
}
