package io.sharelens.cli.local;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deployment's files will say.
 *
 * @param folder where they go
 * @param scheme YAML of the scheme
 * @param plugins folder of plugin zips
 * @param hosts of nodes 1 to 3
 * @param restPorts of nodes 1 to 3
 * @param partyPorts of nodes 1 to 3
 * @param maxK limit of results
 * @param extractBatch pictures of one extraction
 * @param deadlineSeconds of sessions
 * @param stock megabytes of dealer material that a server keeps; 0 for none
 */
public record DeploymentPlan(
    Path folder,
    Path scheme,
    Path plugins,
    List<String> hosts,
    List<Integer> restPorts,
    List<Integer> partyPorts,
    int maxK,
    int extractBatch,
    int deadlineSeconds,
    int stock) {

  /** All nodes on loopback, on ports that are free now. */
  public static DeploymentPlan loopback(Path folder, Path scheme, Path plugins) {
    List<Integer> ports = freePorts(6);
    return new DeploymentPlan(
        folder.toAbsolutePath().normalize(),
        scheme,
        plugins,
        List.of("127.0.0.1", "127.0.0.1", "127.0.0.1"),
        ports.subList(0, 3),
        ports.subList(3, 6),
        100,
        16,
        600,
        0);
  }

  public DeploymentPlan withMaxK(int k) {
    return new DeploymentPlan(
        folder,
        scheme,
        plugins,
        hosts,
        restPorts,
        partyPorts,
        k,
        extractBatch,
        deadlineSeconds,
        stock);
  }

  public DeploymentPlan withStock(int megabytes) {
    return new DeploymentPlan(
        folder,
        scheme,
        plugins,
        hosts,
        restPorts,
        partyPorts,
        maxK,
        extractBatch,
        deadlineSeconds,
        megabytes);
  }

  /** On named hosts, with the usual ports. */
  public DeploymentPlan onHosts(List<String> names) {
    return new DeploymentPlan(
        folder,
        scheme,
        plugins,
        List.copyOf(names),
        List.of(8441, 8442, 8443),
        List.of(9441, 9442, 9443),
        maxK,
        extractBatch,
        deadlineSeconds,
        stock);
  }

  private static List<Integer> freePorts(int n) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(s);
        ports.add(s.getLocalPort());
      }
      return ports;
    } catch (IOException e) {
      throw LensException.resources("no-port", "no free port on loopback: " + e, e);
    } finally {
      for (ServerSocket s : sockets) {
        try {
          s.close();
        } catch (IOException e) {
          // A port that stays taken shows when the node binds it.
        }
      }
    }
  }
}
