package io.sharelens.owner.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.sharelens.mpc.error.LensException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: programs that know the key, and the page itself by the cookie that it got for
 * the key. Foreign web pages are told apart by {@code Host}, {@code Origin} and a header that they
 * cannot set.
 */
final class PageGuard {
  /** A header that only scripts of the page itself can send. */
  static final String HEADER = "X-ShareLens";

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD");
  private static final String BEARER = "Bearer ";

  /** Browsers that may be signed in at once; the oldest is signed out. */
  private static final int SESSIONS = 16;

  private final PageKey key;
  private final String cookie;
  private final Deque<PageKey> sessions = new ArrayDeque<>();

  /**
   * @param port cookies know no ports: two agents of one machine must not take each other's
   */
  PageGuard(PageKey key, int port) {
    this.key = key;
    this.cookie = "sharelens-owner-" + port;
  }

  /** Refuses what a web page elsewhere may have sent, before anything else is looked at. */
  static void requireLocal(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String host = headers.getFirst("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
    String origin = headers.getFirst("Origin");
    if (!NAMES.contains(name) || (origin != null && !origin.equals("http://" + host))) {
      throw LensException.user(
          "forbidden", "only this machine's own programs and the page itself may call the agent");
    }
  }

  /** Refuses whoever has neither key nor cookie, and changes that are not the page's own. */
  void requireOwner(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null) {
      if (authorization.startsWith(BEARER) && key.is(authorization.substring(BEARER.length()))) {
        return;
      }
      throw unknown();
    }
    if (!signedIn(exchange)) {
      throw unknown();
    }
    Headers headers = exchange.getRequestHeaders();
    if (!HARMLESS.contains(exchange.getRequestMethod())
        && (headers.getFirst("Origin") == null || !"1".equals(headers.getFirst(HEADER)))) {
      throw LensException.user(
          "cross-site", "changes need the page's own Origin and the header " + HEADER + ": 1");
    }
  }

  private static LensException unknown() {
    return LensException.user(
        "no-key",
        "this browser is not signed in at the agent that runs now; open the address that"
            + " ./sharelens owner page prints");
  }

  /** Whether a request carries a cookie that counts. */
  synchronized boolean signedIn(HttpExchange exchange) {
    String value = value(exchange);
    return value != null && sessions.stream().anyMatch(s -> s.is(value));
  }

  /** Exchanges the key for a cookie. */
  synchronized String signIn(@Nullable String given) {
    if (!key.is(given)) {
      throw LensException.user(
          "wrong-key",
          "this is not the key of the agent that runs now; every start makes a new one, which"
              + " ./sharelens owner page prints");
    }
    PageKey session = PageKey.random();
    sessions.addLast(session);
    if (sessions.size() > SESSIONS) {
      sessions.removeFirst();
    }
    return cookie + "=" + session.text() + "; Path=/; HttpOnly; SameSite=Strict";
  }

  /** Ends the cookie of a request. */
  synchronized String signOut(HttpExchange exchange) {
    String value = value(exchange);
    sessions.removeIf(s -> s.is(value));
    return cookie + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
  }

  private @Nullable String value(HttpExchange exchange) {
    List<String> headers = exchange.getRequestHeaders().get("Cookie");
    if (headers != null) {
      for (String header : headers) {
        for (String part : header.split(";", -1)) {
          String pair = part.strip();
          if (pair.startsWith(cookie + "=")) {
            return pair.substring(cookie.length() + 1);
          }
        }
      }
    }
    return null;
  }
}
