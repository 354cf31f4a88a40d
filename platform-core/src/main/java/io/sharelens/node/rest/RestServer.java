package io.sharelens.node.rest;

import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Accounts;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.metrics.NodeMetrics;
import io.sharelens.node.service.NodeServices;
import io.sharelens.node.store.Store;
import java.time.Clock;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.servlet.ServletContainer;

/** HTTPS with the node's certificate; one virtual thread for each request. */
public final class RestServer implements AutoCloseable {
  private static final int HEADER_BYTES = 16 << 10;
  private static final int IDLE_SECONDS = 60;
  private static final long STOP_MILLIS = 3000;

  private final Server server;
  private final ServerConnector connector;

  private RestServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts answering requests.
   *
   * @throws LensException RESOURCES {@code no-port} if the address cannot be listened on
   */
  public static RestServer start(
      NodeConfig config,
      Store store,
      NodeServices services,
      Accounts accounts,
      NodeMetrics metrics,
      TlsIdentity identity,
      Clock clock) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("rest-" + config.node());
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor("rest-" + config.node() + "-"));
    Server server = new Server(threads);
    server.setStopTimeout(STOP_MILLIS);
    server.setErrorHandler(new PlainErrors());
    ServerConnector connector = connector(server, config, identity);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.setErrorHandler(new PlainErrors());
    ServletHolder jersey =
        new ServletHolder(
            new ServletContainer(RestApp.make(config, store, services, accounts, metrics, clock)));
    jersey.setInitOrder(1);
    context.addServlet(jersey, "/*");
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw LensException.resources(
          "no-port", "cannot answer on " + config.rest().host() + ":" + config.rest().port(), e);
    }
    return new RestServer(server, connector);
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    stop(server);
  }

  private static ServerConnector connector(Server server, NodeConfig config, TlsIdentity identity) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    SecureRequestCustomizer secure = new SecureRequestCustomizer();
    // Clients check our name against the certificate; what name they asked for is no concern here.
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(identity.context());
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http));
    connector.setHost(config.rest().host());
    connector.setPort(config.rest().port());
    connector.setIdleTimeout((config.limits().deadlineSeconds() + IDLE_SECONDS) * 1000L);
    return connector;
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw LensException.resources("no-stop", "the REST server does not stop", e);
    }
  }
}
