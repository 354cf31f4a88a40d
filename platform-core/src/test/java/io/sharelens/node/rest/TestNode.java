package io.sharelens.node.rest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.api.IssuedToken;
import io.sharelens.api.NewPrincipal;
import io.sharelens.api.Problem;
import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.node.Node;
import io.sharelens.node.config.ConfigLoader;
import io.sharelens.node.tls.CertificateMaker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A real node on a free port with TLS and a database on disk, computing nothing. */
final class TestNode implements AutoCloseable {
  static final String ADMIN = "administrators-token-of-forty-characters";
  static final JsonMapper JSON = JsonMapper.builder().build();

  final FakeRuntime runtime;
  final Path folder;
  private final Node node;
  private final HttpClient http;

  private TestNode(Node node, FakeRuntime runtime, Path folder, HttpClient http) {
    this.node = node;
    this.runtime = runtime;
    this.folder = folder;
    this.http = http;
  }

  /** Starts node {@code number} in its folder, for the first time or again. */
  static TestNode start(Path root, int number) throws IOException {
    return start(root, number, "");
  }

  /** As above, with more lines of configuration. */
  static TestNode start(Path root, int number, String more) throws IOException {
    Path certificates = root.resolve("certificates");
    if (!Files.exists(certificates)) {
      new CertificateMaker(Clock.systemUTC(), new SecureRandom())
          .make(certificates, List.of(List.of(), List.of(), List.of()));
    }
    Path folder = root.resolve("node" + number);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("admin.token"), ADMIN + "-" + number + "\n");
    Path file = folder.resolve("node.yaml");
    Files.writeString(file, yaml(number) + more);
    AtomicReference<FakeRuntime> runtime = new AtomicReference<>();
    Node node =
        Node.start(
            ConfigLoader.load(file),
            (config, store, meters) -> {
              runtime.set(new FakeRuntime(config, store, meters));
              return runtime.get();
            });
    TlsIdentity trust =
        TlsIdentity.load(
            certificates.resolve("node1.pem"),
            certificates.resolve("node1.key"),
            certificates.resolve("ca.pem"));
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trust.context())
            .build();
    return new TestNode(node, runtime.get(), folder, http);
  }

  static String yaml(int number) {
    StringBuilder peers = new StringBuilder();
    for (int n = 1; n <= 3; n++) {
      if (n != number) {
        peers.append("  - {node: %d, host: 127.0.0.1, port: %d}\n".formatted(n, 9440 + n));
      }
    }
    return """
    node: %d
    name: test
    data: data
    rest: {host: 127.0.0.1, port: 0}
    party: {host: 127.0.0.1, port: 0}
    tls:
      certificate: ../certificates/node%d.pem
      key: ../certificates/node%d.key
      ca: ../certificates/ca.pem
    peers:
    %splugins: plugins
    scheme: flsir.yaml
    limits:
      max_k: 10
      max_picture_bytes: 100000
      chunk_bytes: 1024
      max_model_bytes: 5000
      max_pictures_per_owner: 5
      max_bytes_per_owner: 200000
      deadline_seconds: 5
    """
        .formatted(number, number, number, peers);
  }

  String admin() {
    return Files.exists(folder.resolve("admin.token")) ? adminToken() : "";
  }

  private String adminToken() {
    try {
      return Files.readString(folder.resolve("admin.token")).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Makes an account and gives its token. */
  String account(String name, String role) throws Exception {
    HttpResponse<byte[]> r =
        send(
            "POST", "/v1/admin/principals", admin(), json(new NewPrincipal(name, role)), JSON_TYPE);
    return JSON.readValue(r.body(), IssuedToken.class).token();
  }

  static final String JSON_TYPE = "application/json";
  static final String BYTES = "application/octet-stream";

  static byte[] json(Object document) throws IOException {
    return JSON.writeValueAsBytes(document);
  }

  HttpResponse<byte[]> get(String path, String token) throws Exception {
    return send("GET", path, token, null, null);
  }

  HttpResponse<byte[]> send(
      String method, String path, String token, byte[] body, String type, String... headers)
      throws Exception {
    HttpRequest.Builder b =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (token != null) {
      b.header("Authorization", "Bearer " + token);
    }
    if (type != null) {
      b.header("Content-Type", type);
    }
    if (headers.length > 0) {
      b.headers(headers);
    }
    return http.send(b.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  URI uri(String path) {
    return URI.create("https://localhost:" + node.restPort() + path);
  }

  /** Port of the listener for browsers. */
  int webPort() {
    return node.webPort().orElseThrow();
  }

  HttpClient http() {
    return http;
  }

  static Problem problem(HttpResponse<byte[]> response) throws IOException {
    return JSON.readValue(response.body(), Problem.class);
  }

  @Override
  public void close() {
    http.shutdownNow();
    node.close();
  }
}
