package io.sharelens.client.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.sharelens.api.Problem;
import io.sharelens.client.SearchClient;
import io.sharelens.client.picture.PictureFormat;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.client.transport.Json;
import io.sharelens.client.transport.Paths;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's three resources: help, searches, pictures. */
final class GatewayHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final SearchClient client;
  private final RecentSearches recent;
  private final long maxPictureBytes;

  GatewayHandler(SearchClient client, RecentSearches recent, long maxPictureBytes) {
    this.client = client;
    this.recent = recent;
    this.maxPictureBytes = maxPictureBytes;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        checkOrigin(exchange);
        route(exchange);
      } catch (LensException e) {
        problem(exchange, status(e), e.code(), String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("gateway failed", e);
        problem(exchange, 500, "gateway-failed", "an unforeseen error; the log has it");
      }
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String method = exchange.getRequestMethod();
    List<String> parts = List.of(path.substring(1).split("/", -1));
    if (path.equals("/") && method.equals("GET")) {
      byte[] page = HelpPage.html(exchange.getLocalAddress().getPort());
      answer(exchange, 200, "text/html; charset=utf-8", page);
    } else if (path.equals("/v1/search") && method.equals("POST")) {
      search(exchange);
    } else if (parts.size() == 4 && path.startsWith("/v1/pictures/") && method.equals("GET")) {
      picture(exchange, decode(parts.get(2)), decode(parts.get(3)));
    } else {
      problem(exchange, 404, "not-found", "there is no " + method + " " + path + "; see /");
    }
  }

  private void search(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    int k = k(exchange.getRequestURI().getRawQuery());
    byte[] picture =
        exchange.getRequestBody().readNBytes((int) Math.min(maxPictureBytes + 1, 1 << 30));
    if (picture.length > maxPictureBytes) {
      throw LensException.user(
          "picture-too-big", "the picture has more than " + maxPictureBytes + " bytes");
    }
    SearchOutcome outcome = client.search("the posted picture", picture, k);
    recent.add(outcome);
    GatewayAnswer document =
        new GatewayAnswer(
            outcome.searchId(),
            outcome.epoch(),
            (System.nanoTime() - start) / 1e9,
            outcome.pictures().stream().map(p -> result(outcome, p)).toList());
    answer(exchange, 200, "application/json", Json.write(document));
  }

  private static GatewayAnswer.Result result(SearchOutcome outcome, FoundPicture p) {
    String path =
        "/v1/pictures/%s/%s?owner=%s"
            .formatted(
                Paths.segment(outcome.searchId()), Paths.segment(p.id()), Paths.segment(p.owner()));
    return new GatewayAnswer.Result(
        p.rank(), p.id(), p.owner(), p.mediaType(), p.bytes(), p.score(), path);
  }

  private void picture(HttpExchange exchange, String searchId, String id) throws IOException {
    String owner = parameter(exchange.getRequestURI().getRawQuery(), "owner");
    SearchOutcome outcome =
        recent
            .find(searchId)
            .orElseThrow(
                () ->
                    LensException.user(
                        "not-found", "search " + searchId + " is not among the last ones"));
    FoundPicture found =
        outcome.pictures().stream()
            .filter(p -> p.id().equals(id) && (owner == null || p.owner().equals(owner)))
            .findFirst()
            .orElseThrow(
                () ->
                    LensException.user("not-found", "search " + searchId + " did not find " + id));
    // What an owner calls a picture may be a page: only picture types are shown as such.
    String type =
        PictureFormat.ofMediaType(found.mediaType())
            .map(PictureFormat::mediaType)
            .orElse("application/octet-stream");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    answer(exchange, 200, type, found.content());
  }

  private static void checkOrigin(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    boolean own = origin == null || origin.equals("http://" + host);
    if (!NAMES.contains(name) || !own) {
      throw LensException.user("forbidden", "only programs on this machine may use the gateway");
    }
  }

  private static int k(@Nullable String query) {
    String k = parameter(query, "k");
    try {
      return k == null ? 10 : Integer.parseInt(k);
    } catch (NumberFormatException e) {
      throw LensException.user("bad-k", "k is no number: " + k);
    }
  }

  private static @Nullable String parameter(@Nullable String query, String name) {
    if (query != null) {
      for (String pair : query.split("&")) {
        if (pair.startsWith(name + "=")) {
          return decode(pair.substring(name.length() + 1));
        }
      }
    }
    return null;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw LensException.user("bad-path", "the address is malformed");
    }
  }

  private static int status(LensException e) {
    return switch (e.code()) {
      case "not-found" -> 404;
      case "forbidden" -> 403;
      case "picture-too-big" -> 413;
      case "picture-unsupported" -> 415;
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

  private static void problem(HttpExchange exchange, int status, String code, String detail)
      throws IOException {
    String id = UUID.randomUUID().toString();
    LOG.info("{} {}: {} ({})", status, code, detail, id);
    Problem problem =
        new Problem(Problem.TYPE_PREFIX + code, code.replace('-', ' '), status, detail, id);
    answer(exchange, status, Problem.MEDIA_TYPE, Json.write(problem));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
