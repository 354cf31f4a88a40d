package io.sharelens.client.gateway;

import com.sun.net.httpserver.HttpServer;
import io.sharelens.client.SearchClient;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plain REST on this machine alone: an application posts a picture and gets ids and pictures back;
 * the splitting and the adding up happen here. It speaks HTTP without TLS or a token, so it listens
 * on loopback and nowhere else, and refuses requests that a web page in a browser sends across
 * origins (by their {@code Host} and {@code Origin}).
 */
public final class Gateway implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;
  private final RecentSearches recent;

  private Gateway(HttpServer server, ExecutorService threads, RecentSearches recent) {
    this.server = server;
    this.threads = threads;
    this.recent = recent;
  }

  /**
   * Starts serving.
   *
   * @param client does the searches; stays the caller's
   * @param host a loopback name or address, else {@code not-loopback}
   * @param port 0 lets the system choose
   * @param maxPictureBytes largest picture taken
   */
  public static Gateway start(SearchClient client, String host, int port, long maxPictureBytes) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw LensException.user("not-loopback", "there is no host " + host);
    }
    if (!address.isLoopbackAddress()) {
      throw LensException.user(
          "not-loopback",
          "the gateway shows pictures in clear and listens on loopback only, not on " + host);
    }
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 64);
      RecentSearches recent = new RecentSearches(50);
      ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(threads);
      server.createContext("/", new GatewayHandler(client, recent, maxPictureBytes));
      server.start();
      return new Gateway(server, threads, recent);
    } catch (IOException e) {
      throw LensException.resources(
          "no-port", "the gateway cannot listen on " + host + " port " + port + ": " + e, e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    recent.close();
  }
}
