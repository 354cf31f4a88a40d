package io.sharelens.owner.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.sharelens.api.Problem;
import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with the headers that every one of them carries. */
final class PageAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(PageAnswer.class);

  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data:",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'");

  private PageAnswer() {}

  static void headers(HttpExchange exchange) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  static void json(HttpExchange exchange, Object document) throws IOException {
    bytes(exchange, 200, "application/json", Json.write(document));
  }

  static void nothing(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
  }

  static void bytes(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  static void problem(HttpExchange exchange, LensException e) throws IOException {
    String id = UUID.randomUUID().toString();
    int status = status(e);
    LOG.info("{} {}: {} ({})", status, e.code(), e.getMessage(), id);
    Problem problem =
        new Problem(
            Problem.TYPE_PREFIX + e.code(), e.code().replace('-', ' '), status, e.getMessage(), id);
    bytes(exchange, status, Problem.MEDIA_TYPE, Json.write(problem));
  }

  private static int status(LensException e) {
    return switch (e.code()) {
      case "not-found" -> 404;
      case "no-key", "wrong-key" -> 401;
      case "forbidden", "cross-site" -> 403;
      case "wrong-method" -> 405;
      case "deletions-changed", "no-deletions" -> 409;
      case "body-too-large" -> 413;
      case "node-timeout" -> 504;
      default ->
          switch (e.kind()) {
            case USER -> 400;
            case RESOURCES -> 503;
            case PROTOCOL -> 502;
            case INTERNAL -> 500;
          };
    };
  }
}
