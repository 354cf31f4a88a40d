package io.sharelens.it;

import io.sharelens.cli.local.FreePorts;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.transport.BearerToken;
import io.sharelens.client.transport.NodeAddress;
import io.sharelens.node.tls.CertificateMaker;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Three node processes of the built distribution on ports that the system chose. */
final class NodeProcesses implements AutoCloseable {
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(4);

  private final Path root;
  private final Path scheme;
  private final String more;
  private final int[] rest = new int[4];
  private final int[] party = new int[4];
  private final String[] admins = new String[4];
  private final @Nullable Process[] processes = new Process[4];

  NodeProcesses(Path root) throws IOException {
    this(root, "");
  }

  /**
   * @param more lines of each node's configuration
   */
  NodeProcesses(Path root, String more) throws IOException {
    this(root, Distribution.HOME.toAbsolutePath().resolve("etc/schemes/flsir.yaml"), more);
  }

  /**
   * @param scheme of the nodes
   * @param more lines of each node's configuration
   */
  NodeProcesses(Path root, Path scheme, String more) throws IOException {
    this.root = root;
    this.scheme = scheme;
    this.more = more;
    SecureRandom random = new SecureRandom();
    new CertificateMaker(Clock.systemUTC(), random)
        .make(root.resolve("certificates"), List.of(List.of(), List.of(), List.of()));
    List<Integer> ports = FreePorts.take(6);
    for (int n = 1; n <= 3; n++) {
      rest[n] = ports.get(2 * n - 2);
      party[n] = ports.get(2 * n - 1);
      admins[n] = Long.toHexString(random.nextLong()).repeat(3) + "-administrators-token";
    }
    for (int n = 1; n <= 3; n++) {
      Path folder = Files.createDirectory(root.resolve("node" + n));
      Files.writeString(folder.resolve("admin.token"), admins[n] + "\n");
      Files.writeString(folder.resolve("node.yaml"), yaml(n));
    }
  }

  void start(int n) throws IOException {
    File log = root.resolve("node" + n + ".log").toFile();
    processes[n] =
        new ProcessBuilder(
                Distribution.HOME.resolve("bin/sharelens").toString(),
                "node",
                "--config",
                root.resolve("node" + n).resolve("node.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
  }

  /** Waits until all three take requests. */
  void awaitUp() throws IOException, InterruptedException {
    long until = System.nanoTime() + STARTS_WITHIN.toNanos();
    for (int n = 1; n <= 3; n++) {
      while (!answers(rest[n]) || !answers(party[n])) {
        Process p = processes[n];
        if (System.nanoTime() > until || p == null || !p.isAlive()) {
          throw new AssertionError(
              "node "
                  + n
                  + " does not start: "
                  + Files.readString(root.resolve("node" + n + ".log")));
        }
        Thread.sleep(100);
      }
    }
  }

  /** SIGKILL: nothing is finished, nothing is flushed. */
  void kill(int n) throws InterruptedException {
    Process p = processes[n];
    if (p != null) {
      List<ProcessHandle> children = p.descendants().toList();
      p.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      if (!p.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("node " + n + " survives SIGKILL");
      }
      processes[n] = null;
    }
  }

  /** The deployment as one account sees it. */
  Deployment deployment(Map<Integer, String> tokens) {
    return deployment(tokens::get);
  }

  Deployment administrator() {
    return deployment(n -> admins[n]);
  }

  /** Writes the deployment as one account sees it, for a command. */
  Path deploymentFile(Path file, Map<Integer, String> tokens) throws IOException {
    StringBuilder yaml = new StringBuilder();
    yaml.append("ca: ").append(root.resolve("certificates/ca.pem")).append("\n");
    yaml.append("cache: ").append(root.resolve("cache")).append("\nnodes:\n");
    for (int n = 1; n <= 3; n++) {
      String token = tokens.get(n);
      yaml.append("  - {node: ").append(n).append(", url: \"https://127.0.0.1:").append(rest[n]);
      yaml.append(token == null ? "\"" : "\", token: \"" + token + "\"").append("}\n");
    }
    return Files.writeString(file, yaml);
  }

  private Deployment deployment(IntFunction<@Nullable String> token) {
    List<NodeAddress> nodes = new ArrayList<>();
    for (int n = 1; n <= 3; n++) {
      String t = token.apply(n);
      nodes.add(
          new NodeAddress(
              n,
              URI.create("https://127.0.0.1:" + rest[n]),
              t == null ? null : new BearerToken(t)));
    }
    return new Deployment(
        nodes,
        root.resolve("certificates/ca.pem"),
        Duration.ofSeconds(60),
        root.resolve("cache"),
        PictureLimits.standard());
  }

  private String yaml(int n) {
    StringBuilder peers = new StringBuilder();
    for (int p = 1; p <= 3; p++) {
      if (p != n) {
        peers.append("  - {node: %d, host: 127.0.0.1, port: %d}\n".formatted(p, party[p]));
      }
    }
    Path home = Distribution.HOME.toAbsolutePath();
    return """
    node: %d
    name: test
    data: data
    rest: {host: 127.0.0.1, port: %d}
    party: {host: 127.0.0.1, port: %d}
    tls:
      certificate: ../certificates/node%d.pem
      key: ../certificates/node%d.key
      ca: ../certificates/ca.pem
    peers:
    %splugins: %s
    scheme: %s
    limits: {extract_batch: 2}
    %s
    """
        .formatted(n, rest[n], party[n], n, n, peers, home.resolve("plugins"), scheme, more);
  }

  private static boolean answers(int port) {
    try (Socket s = new Socket("127.0.0.1", port)) {
      return s.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (int n = 1; n <= 3; n++) {
      kill(n);
    }
  }
}
