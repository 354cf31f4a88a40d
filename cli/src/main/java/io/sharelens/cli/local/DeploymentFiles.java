package io.sharelens.cli.local;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Tokens;
import io.sharelens.node.tls.CertificateMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The files of a deployment: {@code ca.pem}, and for each node a folder {@code node1}, {@code
 * node2}, {@code node3} with certificate, key, administrator's token and {@code node.yaml}, ready
 * to be carried to the node's machine; {@code admin.yaml} for the administrator.
 */
public final class DeploymentFiles {
  private final DeploymentPlan plan;

  public DeploymentFiles(DeploymentPlan plan) {
    this.plan = plan;
  }

  public Path node(int number) {
    return plan.folder().resolve("node" + number);
  }

  public Path nodeYaml(int number) {
    return node(number).resolve("node.yaml");
  }

  public Path adminYaml() {
    return plan.folder().resolve("admin.yaml");
  }

  /** Holds the token of a node's administrator. */
  public Path adminToken(int number) {
    return node(number).resolve("admin.token");
  }

  public String url(int number) {
    return "https://" + plan.hosts().get(number - 1) + ":" + plan.restPorts().get(number - 1);
  }

  /** Writes everything; refuses a folder that has a deployment. */
  public void write(SecureRandom random) {
    if (Files.exists(nodeYaml(1))) {
      throw LensException.user(
          "folder-in-use", plan.folder() + " holds a deployment already; choose another folder");
    }
    try {
      certificates(random);
      Map<Integer, String> tokens = new TreeMap<>();
      for (int n = 1; n <= 3; n++) {
        String token = Tokens.fresh(n, random);
        tokens.put(n, token);
        SecretFile.write(adminToken(n), token + "\n");
        Path scheme = node(n).resolve("scheme.yaml");
        Files.copy(plan.scheme(), scheme);
        Files.writeString(nodeYaml(n), nodeYamlText(n));
      }
      client(adminYaml(), tokens);
    } catch (IOException e) {
      throw LensException.resources("no-disk", "the deployment's files cannot be written: " + e, e);
    }
  }

  /** One authority in the folder itself; each node's certificate and key in the node's folder. */
  private void certificates(SecureRandom random) throws IOException {
    new CertificateMaker(Clock.systemUTC(), random)
        .make(plan.folder(), plan.hosts().stream().map(List::of).toList());
    for (int n = 1; n <= 3; n++) {
      Files.createDirectories(node(n));
      Files.copy(plan.folder().resolve("ca.pem"), node(n).resolve("ca.pem"));
      for (String kind : List.of(".pem", ".key")) {
        Files.move(plan.folder().resolve("node" + n + kind), node(n).resolve("node" + kind));
      }
    }
  }

  /** Writes a client's deployment file with one token for each node that it has one for. */
  public void client(Path yaml, Map<Integer, String> tokens) {
    new ClientFile(
            List.of(url(1), url(2), url(3)),
            plan.folder().resolve("ca.pem"),
            plan.deadlineSeconds())
        .write(yaml, tokens);
  }

  private String nodeYamlText(int n) {
    StringBuilder text = new StringBuilder();
    text.append("node: ").append(n).append('\n');
    text.append("name: node-").append(n).append('\n');
    text.append("data: data\n");
    text.append("rest: ").append(address(n, plan.restPorts().get(n - 1))).append('\n');
    text.append("party: ").append(address(n, plan.partyPorts().get(n - 1))).append('\n');
    text.append("tls: {certificate: node.pem, key: node.key, ca: ca.pem}\n");
    text.append("peers:\n");
    for (int p = 1; p <= 3; p++) {
      if (p != n) {
        text.append("  - {node: ").append(p).append(", host: ");
        text.append(plan.hosts().get(p - 1)).append(", port: ");
        text.append(plan.partyPorts().get(p - 1)).append("}\n");
      }
    }
    text.append("plugins: ").append(ClientFile.quoted(plan.plugins().toString())).append('\n');
    text.append("scheme: scheme.yaml\n");
    text.append("admin_token_file: admin.token\n");
    if (n < 3) {
      String size = String.valueOf(plan.stock() > 0 ? plan.stock() : 512);
      text.append(plan.stock() > 0 ? "" : "# ");
      text.append("stock: {megabytes: ").append(size).append("}\n");
    }
    text.append("limits: {max_k: ").append(plan.maxK());
    text.append(", extract_batch: ").append(plan.extractBatch());
    text.append(", deadline_seconds: ").append(plan.deadlineSeconds()).append("}\n");
    return text.append(web(n)).toString();
  }

  /**
   * Pages for browsers. On one machine they work at once; on several, something has to end TLS with
   * a certificate that browsers trust first.
   */
  private String web(int n) {
    String nodes =
        IntStream.rangeClosed(1, 3)
            .mapToObj(plan::webUrl)
            .map(ClientFile::quoted)
            .collect(Collectors.joining(", "));
    List<String> lines =
        List.of(
            "web:",
            "  host: 127.0.0.1",
            "  port: " + plan.webPorts().get(n - 1),
            "  url: " + ClientFile.quoted(plan.webUrl(n)),
            "  nodes: [" + nodes + "]");
    if (plan.onLoopback()) {
      return String.join("\n", lines) + "\n";
    }
    return "# Pages for browsers, behind a reverse proxy on this machine that ends TLS. Or with\n"
        + "# certificate and key of an authority that browsers trust, then host "
        + plan.hosts().get(n - 1)
        + ".\n"
        + lines.stream().map(l -> "# " + l + "\n").collect(Collectors.joining());
  }

  private String address(int n, int port) {
    return "{host: " + plan.hosts().get(n - 1) + ", port: " + port + "}";
  }
}
