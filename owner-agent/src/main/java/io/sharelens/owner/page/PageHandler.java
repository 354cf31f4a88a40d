package io.sharelens.owner.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.sharelens.console.WebBundle;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to the page's files, a sign-in, the events or one of the calls. */
final class PageHandler implements HttpHandler {
  /** Everything that is answered besides files and {@link PageCalls}. */
  static final Set<String> OTHERS =
      Set.of(
          "GET /v1/sign-in",
          "POST /v1/sign-in",
          "DELETE /v1/sign-in",
          "GET /v1/agent/events",
          "GET /v1/openapi.json");

  private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);
  private static final String PAGE = "owner";

  private final PageGuard guard;
  private final PageCalls calls;
  private final PageEvents events;
  private final WebBundle bundle = WebBundle.packaged();
  private final Set<String> files;

  record SignIn(@Nullable String key) {}

  PageHandler(PageGuard guard, PageCalls calls, PageEvents events) {
    this.guard = guard;
    this.calls = calls;
    this.events = events;
    this.files =
        bundle.manifest().pages().stream()
            .filter(p -> p.name().equals(PAGE))
            .findFirst()
            .map(p -> Set.copyOf(p.paths()))
            .orElseThrow();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      PageAnswer.headers(exchange);
      try {
        PageGuard.requireLocal(exchange);
        route(exchange);
      } catch (LensException e) {
        PageAnswer.problem(exchange, e);
      } catch (RuntimeException e) {
        LOG.error("the page failed", e);
        PageAnswer.problem(
            exchange,
            LensException.internal(
                "page-failed", "an unforeseen error of the agent; its log has it"));
      }
    } catch (IOException e) {
      LOG.debug("a browser went away: {}", e.toString());
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (!path.startsWith("/v1/")) {
      file(exchange, method, path);
      return;
    }
    String name = (method.equals("HEAD") ? "GET" : method) + " " + path;
    if (path.equals("/v1/sign-in")) {
      signIn(exchange, method);
    } else if (name.equals("GET /v1/openapi.json")) {
      PageAnswer.bytes(exchange, 200, "application/json", openApi());
    } else {
      guard.requireOwner(exchange);
      PageCalls.Call call = calls.find(name);
      if (name.equals("GET /v1/agent/events")) {
        events.answer(exchange);
      } else if (call != null) {
        call.answer(exchange);
      } else {
        throw LensException.user(
            "not-found", "there is no " + method + " " + path + "; see /v1/openapi.json");
      }
    }
  }

  private void signIn(HttpExchange exchange, String method) throws IOException {
    switch (method) {
      case "GET" -> PageAnswer.json(exchange, Map.of("signedIn", guard.signedIn(exchange)));
      case "POST" -> {
        String cookie = guard.signIn(PageRequest.body(exchange, SignIn.class).key());
        exchange.getResponseHeaders().set("Set-Cookie", cookie);
        PageAnswer.json(exchange, Map.of("signedIn", true));
      }
      case "DELETE" -> {
        guard.requireOwner(exchange);
        exchange.getResponseHeaders().set("Set-Cookie", guard.signOut(exchange));
        PageAnswer.nothing(exchange);
      }
      default -> throw LensException.user("wrong-method", "sign in with POST");
    }
  }

  private void file(HttpExchange exchange, String method, String path) throws IOException {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw LensException.user("wrong-method", path + " can only be read");
    }
    if (path.equals("/") || path.equals("/" + PAGE)) {
      exchange.getResponseHeaders().set("Location", "/" + PAGE + "/");
      exchange.sendResponseHeaders(302, -1); // a browser keeps the part with the key
      return;
    }
    WebBundle.Asset asset =
        bundle
            .find(path.substring(1))
            .filter(a -> files.contains(a.path()) || a.path().equals("common/mark.svg"))
            .orElseThrow(() -> LensException.user("not-found", "there is no file " + path));
    PageAnswer.bytes(exchange, 200, asset.mediaType(), asset.bytes());
  }

  static byte[] openApi() throws IOException {
    try (InputStream in = PageHandler.class.getResourceAsStream("openapi.json")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
