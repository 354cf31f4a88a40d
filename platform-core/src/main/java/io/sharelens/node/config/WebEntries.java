package io.sharelens.node.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code web} section as it is written. */
record WebEntries(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String certificate,
    @Nullable String key,
    @Nullable String url,
    @Nullable List<String> nodes,
    @Nullable List<String> origins) {
  private static final String DEFAULT_HOST = "127.0.0.1";

  WebConfig resolve(ConfigCheck c, int node) {
    Endpoint listen =
        new Endpoint(
            c.text("web.host", host, DEFAULT_HOST), c.number("web.port", port, null, 0, 65535));
    WebCertificate tls = tls(c);
    if (tls == null && !WebOrigin.isLoopback(listen.host())) {
      throw c.wrong(
          "web.host",
          "'"
              + listen.host()
              + "' can be reached from other machines, so it needs web.certificate and web.key; or"
              + " listen on 127.0.0.1 behind a reverse proxy that ends TLS");
    }
    WebOrigin own = origin(c, "web.url", c.text("web.url", url, null));
    if (tls != null && own.scheme().equals("http")) {
      throw c.wrong("web.url", "there is a certificate, so it begins with https://");
    }
    return new WebConfig(listen, tls, own, nodes(c, node, own), origins(c));
  }

  private @Nullable WebCertificate tls(ConfigCheck c) {
    if (certificate == null && key == null) {
      return null;
    }
    return new WebCertificate(
        c.path("web.certificate", certificate, null), c.path("web.key", key, null));
  }

  private List<WebOrigin> nodes(ConfigCheck c, int node, WebOrigin own) {
    if (nodes == null) {
      throw c.missing("web.nodes");
    }
    if (nodes.size() != 3) {
      throw c.wrong("web.nodes", "needs the addresses of nodes 1, 2 and 3, in this order");
    }
    List<WebOrigin> all = list(c, "web.nodes", nodes);
    if (!all.get(node - 1).equals(own)) {
      throw c.wrong(
          "web.nodes[" + (node - 1) + "]",
          "is '" + all.get(node - 1) + "', but this is node " + node + " and web.url is " + own);
    }
    if (all.stream().map(WebOrigin::host).distinct().count() != 3) {
      throw c.wrong(
          "web.nodes",
          "needs three different host names, since cookies know no ports; on one machine"
              + " node1.localhost, node2.localhost and node3.localhost will do");
    }
    return all;
  }

  private List<WebOrigin> origins(ConfigCheck c) {
    return origins == null ? List.of() : list(c, "web.origins", origins);
  }

  private static List<WebOrigin> list(ConfigCheck c, String name, List<String> texts) {
    List<WebOrigin> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String at = name + "[" + i + "]";
      all.add(origin(c, at, c.text(at, texts.get(i), null)));
    }
    return all;
  }

  private static WebOrigin origin(ConfigCheck c, String name, String text) {
    WebOrigin o =
        WebOrigin.parse(text)
            .orElseThrow(
                () ->
                    c.wrong(
                        name,
                        "'"
                            + text
                            + "' must be scheme, host and port only, as https://node1.example"));
    if (!o.safe()) {
      throw c.wrong(name, "'" + o + "' would send tokens in the clear; only https:// or loopback");
    }
    return o;
  }
}
