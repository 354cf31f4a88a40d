package io.sharelens.node.rest;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.SignIns.Session;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.config.WebConfig;
import io.sharelens.node.config.WebOrigin;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The cookie of a signed-in browser, and the proof that a request is one of our own pages'. */
final class SessionCookie {
  /** What the cookie's name begins with; the node's number follows. */
  static final String PREFIX = "sharelens-node";

  static final String CROSS_SITE = "cross-site";

  /** Header that a form or a picture of another site cannot send. */
  private static final String OWN_PAGE = "X-ShareLens";

  private final String name;
  private final @Nullable WebConfig web;
  private final Clock clock;

  SessionCookie(NodeConfig config, Clock clock) {
    this.name = PREFIX + config.node();
    this.web = config.web();
    this.clock = clock;
  }

  /** The session's id; null if the browser sent none. */
  @Nullable String of(ContainerRequestContext request) {
    Cookie cookie = request.getCookies().get(name);
    return cookie == null ? null : cookie.getValue();
  }

  NewCookie begin(ContainerRequestContext request, Session session) {
    long seconds = Math.max(1, (session.expires() - clock.millis()) / 1000);
    return cookie(request, session.id(), seconds);
  }

  NewCookie end(ContainerRequestContext request) {
    return cookie(request, "", 0);
  }

  private NewCookie cookie(ContainerRequestContext request, String value, long seconds) {
    boolean tls =
        request.getUriInfo().getBaseUri().getScheme().equals("https")
            || (web != null && web.url().scheme().equals("https"));
    return new NewCookie.Builder(name)
        .value(value)
        .path("/")
        .httpOnly(true)
        .secure(tls)
        .sameSite(NewCookie.SameSite.STRICT)
        .maxAge((int) seconds)
        .build();
  }

  /**
   * Cookies know names and no ports. Under a loopback name that all nodes of a machine have, one
   * node would get another one's cookie.
   *
   * @throws LensException USER {@code wrong-host}
   */
  void requireOwnName(ContainerRequestContext request) {
    if (web == null || !WebOrigin.isLoopback(web.url().host())) {
      return;
    }
    String asked = request.getUriInfo().getBaseUri().getHost();
    if (!web.url().host().equalsIgnoreCase(asked)) {
      throw LensException.user(
          "wrong-host", "sign in at " + web.url() + ", a name that this node shares with no other");
    }
  }

  /**
   * Refuses what another site's page sent.
   *
   * @throws LensException USER {@link #CROSS_SITE}
   */
  void requireOwnPage(ContainerRequestContext request) {
    String origin = request.getHeaderString("Origin");
    if (origin == null || !own(request, origin) || !"1".equals(request.getHeaderString(OWN_PAGE))) {
      throw LensException.user(
          CROSS_SITE,
          "a signed-in browser changes something only from this node's own pages: it sends their"
              + " Origin and the header '"
              + OWN_PAGE
              + ": 1'; programs send a token instead");
    }
  }

  /** As {@link #requireOwnPage}, where who asks may be no browser at all. */
  void refuseOtherPage(ContainerRequestContext request) {
    if (request.getHeaderString("Origin") != null) {
      requireOwnPage(request);
    }
  }

  private boolean own(ContainerRequestContext request, String origin) {
    String sent = origin.toLowerCase(Locale.ROOT);
    URI asked = request.getUriInfo().getBaseUri();
    String here = asked.getScheme() + "://" + asked.getRawAuthority();
    return sent.equals(here.toLowerCase(Locale.ROOT))
        || (web != null && web.url().text().equals(sent));
  }
}
