package io.sharelens.node.web;

import io.sharelens.console.WebBundle;
import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.WebCertificate;
import io.sharelens.node.config.WebConfig;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Adds the listener for browsers to a node's server. */
public final class WebListener {
  static final String NAME = "web";
  private static final int HEADER_BYTES = 16 << 10;

  private WebListener() {}

  /**
   * A connector that listens where the configuration says; the server starts it.
   *
   * @throws LensException USER {@code bad-certificate}
   */
  public static ServerConnector connector(Server server, WebConfig web, long idleMillis) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    WebCertificate files = web.tls();
    ServerConnector connector;
    if (files == null) {
      connector = new ServerConnector(server, new HttpConnectionFactory(http));
    } else {
      http.addCustomizer(new SecureRequestCustomizer());
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setSslContext(TlsIdentity.server(files.certificate(), files.key()));
      connector =
          new ServerConnector(
              server,
              new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
              new HttpConnectionFactory(http));
    }
    connector.setName(NAME);
    connector.setHost(web.listen().host());
    connector.setPort(web.listen().port());
    connector.setIdleTimeout(idleMillis);
    return connector;
  }

  /** Pages and rules for browsers before the node's interface. */
  public static Handler around(Handler rest, int node, WebConfig web) {
    CrossOrigin crossOrigin = new CrossOrigin(web);
    crossOrigin.setHandler(rest);
    WebHandler handler = new WebHandler(node, web, WebBundle.packaged());
    handler.setHandler(crossOrigin);
    return handler;
  }
}
