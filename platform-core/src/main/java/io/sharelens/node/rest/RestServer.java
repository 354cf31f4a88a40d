package io.sharelens.node.rest;

import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Access;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.config.WebConfig;
import io.sharelens.node.live.LiveBoard;
import io.sharelens.node.live.LiveTopics;
import io.sharelens.node.metrics.NodeMetrics;
import io.sharelens.node.service.NodeServices;
import io.sharelens.node.store.Store;
import io.sharelens.node.web.WebListener;
import java.time.Clock;
import java.util.OptionalInt;
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
import org.jspecify.annotations.Nullable;

/** HTTPS with the node's certificate; one virtual thread for each request. */
public final class RestServer implements AutoCloseable {
  private static final int HEADER_BYTES = 16 << 10;
  private static final int IDLE_SECONDS = 60;
  private static final long STOP_MILLIS = 3000;

  private final Server server;
  private final ServerConnector connector;
  private final @Nullable ServerConnector web;
  private final LiveBoard board;

  private RestServer(
      Server server, ServerConnector connector, @Nullable ServerConnector web, LiveBoard board) {
    this.server = server;
    this.connector = connector;
    this.web = web;
    this.board = board;
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
      Access access,
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
    LiveBoard board = new LiveBoard(LiveTopics.of(services, store, clock));
    ServletHolder jersey =
        new ServletHolder(
            new ServletContainer(
                RestApp.make(config, store, services, access, metrics, board, clock)));
    jersey.setInitOrder(1);
    context.addServlet(jersey, "/*");
    WebConfig browsers = config.web();
    ServerConnector web = null;
    if (browsers == null) {
      server.setHandler(context);
    } else {
      web = WebListener.connector(server, browsers, connector.getIdleTimeout());
      server.addConnector(web);
      server.setHandler(WebListener.around(context, config.node(), browsers));
    }
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw LensException.resources(
          "no-port", "cannot answer on " + addresses(config) + ": " + e.getMessage(), e);
    }
    return new RestServer(server, connector, web, board);
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** The port of the listener for browsers; empty where there is none. */
  public OptionalInt webPort() {
    return web == null ? OptionalInt.empty() : OptionalInt.of(web.getLocalPort());
  }

  private static String addresses(NodeConfig config) {
    String rest = config.rest().host() + ":" + config.rest().port();
    WebConfig web = config.web();
    return web == null ? rest : rest + " and " + web.listen().host() + ":" + web.listen().port();
  }

  @Override
  public void close() {
    // The server waits for answers that are under way; these would have no end.
    board.close();
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
