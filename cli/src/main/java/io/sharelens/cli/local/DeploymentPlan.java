package io.sharelens.cli.local;

import java.nio.file.Path;
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
 * @param webPorts of nodes 1 to 3, for browsers
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
    List<Integer> webPorts,
    int maxK,
    int extractBatch,
    int deadlineSeconds,
    int stock) {
  private static final List<Integer> WEB_PORTS = List.of(8451, 8452, 8453);

  /** All nodes on loopback, on ports that are free now. */
  public static DeploymentPlan loopback(Path folder, Path scheme, Path plugins) {
    List<Integer> ports = FreePorts.take(9);
    return new DeploymentPlan(
        folder.toAbsolutePath().normalize(),
        scheme,
        plugins,
        List.of("127.0.0.1", "127.0.0.1", "127.0.0.1"),
        ports.subList(0, 3),
        ports.subList(3, 6),
        ports.subList(6, 9),
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
        webPorts,
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
        webPorts,
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
        WEB_PORTS,
        maxK,
        extractBatch,
        deadlineSeconds,
        stock);
  }

  /** With the ports for browsers that the documents name, if they are free now. */
  public DeploymentPlan withUsualWebPorts() {
    return new DeploymentPlan(
        folder,
        scheme,
        plugins,
        hosts,
        restPorts,
        partyPorts,
        WEB_PORTS.stream().allMatch(FreePorts::free) ? WEB_PORTS : webPorts,
        maxK,
        extractBatch,
        deadlineSeconds,
        stock);
  }

  /** Whether all nodes run on this machine. */
  public boolean onLoopback() {
    return hosts.stream().allMatch("127.0.0.1"::equals);
  }

  /** What a browser types to reach a node. */
  public String webUrl(int node) {
    return onLoopback()
        ? "http://node" + node + ".localhost:" + webPorts.get(node - 1)
        : "https://" + hosts.get(node - 1);
  }
}
