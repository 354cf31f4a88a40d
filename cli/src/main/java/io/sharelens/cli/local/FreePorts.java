package io.sharelens.cli.local;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;

/**
 * Ports on loopback that nobody listens on now. They lie below those that systems lend to outgoing
 * connections, as such a connection could take a port between its choice and its use.
 */
public final class FreePorts {
  private static final int FROM = 20_000;
  private static final int BEFORE = 32_000;
  private static final int TRIES = 1000;

  private FreePorts() {}

  /**
   * @param n how many, all different
   * @throws LensException RESOURCES {@code no-port}
   */
  public static List<Integer> take(int n) {
    List<Integer> ports =
        new SecureRandom()
            .ints(TRIES, FROM, BEFORE)
            .distinct()
            .filter(FreePorts::free)
            .limit(n)
            .boxed()
            .toList();
    if (ports.size() < n) {
      throw LensException.resources("no-port", "loopback has no " + n + " free ports", null);
    }
    return ports;
  }

  /** Whether nobody listens there now. */
  static boolean free(int port) {
    try (ServerSocket s = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return s.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
