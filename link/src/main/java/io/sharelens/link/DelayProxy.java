package io.sharelens.link;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on loopback that makes every connection through it as slow as a {@link LinkProfile}
 * says: delay and bandwidth of each direction, order kept, ends and resets passed on. Each
 * connection has a line of its own. Not simulated: lost packets and TCP's slow start.
 */
public final class DelayProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile LinkProfile profile;
  private volatile boolean closed;

  private DelayProxy(ServerSocket listener, InetSocketAddress target, LinkProfile profile) {
    this.listener = listener;
    this.target = target;
    this.profile = profile;
  }

  /**
   * Listens on a port that the system chooses.
   *
   * @param target where connections lead; connected to when the first side has connected
   */
  public static DelayProxy start(InetSocketAddress target, LinkProfile profile) {
    DelayProxy proxy;
    try {
      proxy =
          new DelayProxy(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, profile);
    } catch (IOException e) {
      throw LensException.resources("no-port", "no free port on loopback: " + e, e);
    }
    proxy.thread("accept", proxy::acceptAll);
    return proxy;
  }

  /** The port to connect to instead of the target's. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Changes the link; bytes that are under way arrive as was foreseen for them. */
  public void profile(LinkProfile changed) {
    profile = changed;
  }

  private void acceptAll() {
    while (!closed) {
      try {
        Socket near = listener.accept();
        Socket far = new Socket();
        sockets.add(near);
        sockets.add(far);
        thread("connect", () -> connect(near, far));
      } catch (IOException e) {
        // The listener is closed.
        return;
      }
    }
  }

  private void connect(Socket near, Socket far) {
    try {
      near.setTcpNoDelay(true);
      far.connect(target);
      far.setTcpNoDelay(true);
    } catch (IOException e) {
      drop(near, far);
      return;
    }
    direction(near, far);
    direction(far, near);
    if (closed) {
      drop(near, far);
    }
  }

  private void direction(Socket from, Socket to) {
    DelayLine line = new DelayLine(() -> profile);
    thread(
        "in",
        () -> {
          try {
            line.takeFrom(from.getInputStream());
          } catch (IOException e) {
            line.abandon();
            drop(from, to);
          }
        });
    thread(
        "out",
        () -> {
          try {
            line.giveTo(to.getOutputStream());
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
              drop(from, to);
            }
          } catch (IOException e) {
            drop(from, to);
          }
        });
  }

  private void thread(String what, Runnable run) {
    Thread.ofPlatform().daemon().name("link-" + port() + "-" + what).start(run);
  }

  private void drop(Socket a, Socket b) {
    for (Socket s : new Socket[] {a, b}) {
      sockets.remove(s);
      try {
        s.close();
      } catch (IOException e) {
        // It is given up either way.
      }
    }
  }

  /** Stops listening and drops every connection. Idempotent. */
  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException e) {
      // It is given up either way.
    }
    for (Socket s : sockets) {
      drop(s, s);
    }
  }
}
