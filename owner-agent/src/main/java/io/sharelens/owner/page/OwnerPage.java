package io.sharelens.owner.page;

import com.sun.net.httpserver.HttpServer;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentDesk;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the owner's page and its REST interface on loopback. Nothing but the page's files is
 * answered without the key, which is new at each start.
 */
public final class OwnerPage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerPage.class);
  private static final int BACKLOG = 64;

  /** How long a leaving may hold up the end. */
  private static final Duration LEAVING = Duration.ofMinutes(1);

  private final Path state;
  private final HttpServer server;
  private final ExecutorService threads;
  private final PageCalls calls;
  private final PageEvents events;
  private final URI address;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OwnerPage(Path state, HttpServer server, AgentDesk desk) {
    this.state = state;
    this.server = server;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.calls = new PageCalls(desk);
    this.events = new PageEvents(desk);
    int port = server.getAddress().getPort();
    PageKey key = PageKey.random();
    this.address = key.in("http://%s:%d/".formatted(name(server.getAddress()), port));
    server.setExecutor(threads);
    server.createContext("/", new PageHandler(new PageGuard(key, port), calls, events));
  }

  /**
   * Starts serving; where the port is taken, at any free one.
   *
   * @param state folder that keeps the address for {@link PageAddress}
   * @return fails with {@code not-loopback} or {@code no-port}
   */
  public static OwnerPage start(AgentConfig.Page page, Path state, AgentDesk desk) {
    InetAddress host;
    try {
      host = InetAddress.getByName(page.host());
    } catch (UnknownHostException e) {
      throw LensException.user("not-loopback", "there is no host " + page.host());
    }
    if (!host.isLoopbackAddress()) {
      throw LensException.user(
          "not-loopback", "the owner's page is for this machine alone, not for " + page.host());
    }
    try {
      OwnerPage started = new OwnerPage(state, listen(host, page.port()), desk);
      PageAddress.write(state, started.address);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw LensException.resources(
          "no-port", "no page can be served on " + page.host() + ": " + e.getMessage(), e);
    }
  }

  private static HttpServer listen(InetAddress host, int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
    } catch (BindException e) {
      LOG.warn("port {} is taken; the owner's page is at another one", port);
      return HttpServer.create(new InetSocketAddress(host, 0), BACKLOG);
    }
  }

  private static String name(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1";
  }

  /** What a browser opens, with the key. */
  public URI address() {
    return address;
  }

  /** Stops after a leaving that is under way. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    calls.settle(LEAVING);
    events.close();
    server.stop(1);
    threads.shutdownNow();
    PageAddress.remove(state);
  }
}
