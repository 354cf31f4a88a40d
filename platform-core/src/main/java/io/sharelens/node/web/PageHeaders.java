package io.sharelens.node.web;

import io.sharelens.node.config.WebConfig;
import io.sharelens.node.config.WebOrigin;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What browsers are told about a page: what it may load, and that nobody may frame it. */
final class PageHeaders {
  private static final String POLICY = "Content-Security-Policy";
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
  private static final String OWN_FILES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " font-src 'self'; worker-src 'self'; manifest-src 'self'; connect-src %s;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String YEAR = "max-age=31536000";

  private final boolean tls;
  private final String search;
  private final String other;

  PageHeaders(WebConfig web) {
    this.tls = web.url().scheme().equals("https");
    String nodes =
        web.nodes().stream().map(WebOrigin::text).distinct().collect(Collectors.joining(" "));
    this.search = OWN_FILES.formatted("'self' " + nodes);
    this.other = OWN_FILES.formatted("'self'");
  }

  /** For every answer of the listener. */
  void common(HttpFields.Mutable headers) {
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    if (tls) {
      headers.put(HttpHeader.STRICT_TRANSPORT_SECURITY, YEAR);
    }
  }

  /** For answers of the interface, which are no pages. */
  void data(HttpFields.Mutable headers) {
    headers.put(POLICY, NOTHING);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  /**
   * For files of the pages. The search page talks to all nodes, the others to the one that served
   * them.
   */
  void page(HttpFields.Mutable headers, String path) {
    headers.put(POLICY, path.startsWith("/search/") ? search : other);
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
  }
}
