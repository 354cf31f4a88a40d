package io.sharelens.node.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.console.BundleManifest;
import io.sharelens.console.WebBundle;
import io.sharelens.console.WebBundle.Asset;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.WebConfig;
import io.sharelens.node.config.WebOrigin;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the files of the search page and the console as they were built. */
final class Pages {
  private static final String NODES = "/search/nodes.json";
  private static final List<String> FOLDERS = List.of("search", "console", "common", "vendor");
  private static final Map<String, String> REDIRECTS =
      Map.of("/", "/search/", "/search", "/search/", "/console", "/console/");

  private final WebBundle bundle;
  private final byte[] nodes;
  private final PageHeaders headers;

  Pages(int node, WebConfig web, WebBundle bundle, PageHeaders headers) {
    this.bundle = bundle;
    this.headers = headers;
    try {
      this.nodes =
          JsonMapper.builder()
              .build()
              .writeValueAsBytes(
                  new Nodes(node, web.nodes().stream().map(WebOrigin::text).toList()));
    } catch (JsonProcessingException e) {
      throw LensException.internal("no-nodes-json", "cannot write nodes.json: " + e);
    }
  }

  void handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    headers.page(response.getHeaders(), path);
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      ProblemBody.write(
          response,
          callback,
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "method-not-allowed",
          "Method Not Allowed",
          "pages can only be read");
      return;
    }
    String elsewhere = REDIRECTS.get(path);
    if (elsewhere != null) {
      Response.sendRedirect(request, response, callback, elsewhere);
    } else if (path.equals(NODES)) {
      send(request, response, callback, "application/json", nodes);
    } else {
      file(path, request, response, callback);
    }
  }

  private void file(String path, Request request, Response response, Callback callback) {
    Asset asset = served(path) ? bundle.find(path.substring(1)).orElse(null) : null;
    if (asset == null) {
      ProblemBody.write(
          response,
          callback,
          HttpStatus.NOT_FOUND_404,
          "not-found",
          "Not Found",
          "there is no such page; the search page is at /search/, the console at /console/");
      return;
    }
    response.getHeaders().put(HttpHeader.ETAG, asset.etag());
    String known = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
    if (known != null && (known.contains(asset.etag()) || known.strip().equals("*"))) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      callback.succeeded();
      return;
    }
    send(request, response, callback, asset.mediaType(), asset.bytes());
  }

  /** The owner's page is for the owner's own machine. */
  private static boolean served(String path) {
    int end = path.indexOf('/', 1);
    return end < 0
        ? path.equals("/" + BundleManifest.PATH)
        : FOLDERS.contains(path.substring(1, end));
  }

  private static void send(
      Request request, Response response, Callback callback, String mediaType, byte[] bytes) {
    response.setStatus(HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, ByteBuffer.wrap(head ? new byte[0] : bytes), callback);
  }

  /** {@code nodes.json}: whom the search page asks, and who served it. */
  private record Nodes(int servedBy, List<String> nodes) {}
}
