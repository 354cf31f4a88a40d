package io.sharelens.cli.local;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.NodeInfo;
import io.sharelens.cli.output.Progress;
import io.sharelens.client.AdminClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Three node processes on loopback with certificates, databases and tokens of their own. */
public final class LocalDeployment implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);

  private final DeploymentPlan plan;
  private final DeploymentFiles files;
  private final List<NodeProcess> nodes = new ArrayList<>();

  private LocalDeployment(DeploymentPlan plan) {
    this.plan = plan;
    this.files = new DeploymentFiles(plan);
  }

  /**
   * Writes a new deployment's files and starts its nodes; returns when all answer.
   *
   * @param heap of each node, for example {@code 1g}
   */
  public static LocalDeployment start(
      Distribution distribution, DeploymentPlan plan, String heap, Progress progress) {
    LocalDeployment d = new LocalDeployment(plan);
    d.files.write(new SecureRandom());
    try {
      for (int n = 1; n <= 3; n++) {
        List<String> arguments = List.of("node", "--config", d.files.nodeYaml(n).toString());
        d.nodes.add(
            NodeProcess.start(
                "node " + n,
                distribution.command(heap, arguments),
                d.files.node(n).resolve("node.log")));
      }
      d.awaitReady();
      progress.stage("three nodes are up, processes " + d.pids() + ", files in " + plan.folder());
      return d;
    } catch (RuntimeException e) {
      d.close();
      throw e;
    }
  }

  private void awaitReady() {
    long end = System.nanoTime() + START.toNanos();
    try (AdminClient admin = admin()) {
      while (true) {
        nodes.forEach(NodeProcess::requireAlive);
        try {
          List<NodeInfo> infos = admin.infos();
          if (infos.size() == 3) {
            return;
          }
        } catch (LensException e) {
          if (System.nanoTime() > end) {
            throw e;
          }
        }
        sleep();
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
  }

  /** Process ids of nodes 1 to 3. */
  public List<Long> pids() {
    return nodes.stream().map(NodeProcess::pid).toList();
  }

  public Path folder() {
    return plan.folder();
  }

  public String url(int node) {
    return files.url(node);
  }

  /** What a browser types to reach a node. */
  public String webUrl(int node) {
    return plan.webUrl(node);
  }

  /** The token of a node's administrator. */
  public String adminToken(int node) {
    Path file = files.adminToken(node);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be read", e);
    }
  }

  public AdminClient admin() {
    return AdminClient.open(Deployment.read(files.adminYaml()));
  }

  /** Makes an account and its deployment file {@code NAME.yaml}, which is returned. */
  public Path account(AdminClient admin, String name, String role) {
    Map<Integer, String> tokens = new TreeMap<>();
    for (Map.Entry<Integer, IssuedToken> e : admin.createPrincipal(name, role).entrySet()) {
      tokens.put(e.getKey(), e.getValue().token());
    }
    Path yaml = plan.folder().resolve(name + ".yaml");
    files.client(yaml, tokens);
    return yaml;
  }

  @Override
  public void close() {
    nodes.forEach(NodeProcess::close);
  }
}
