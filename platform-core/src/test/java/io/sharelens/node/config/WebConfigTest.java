package io.sharelens.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code web} section: what it means, and that no address is served in the clear. */
class WebConfigTest {
  private static final String NODE =
      """
      node: 2
      rest: {host: 127.0.0.1, port: 8442}
      party: {host: 0.0.0.0, port: 0}
      tls: {certificate: node2.pem, key: node2.key, ca: ca.pem}
      peers:
        - {node: 3, host: t.example.org, port: 9443}
        - {node: 1, host: s1.example.org, port: 9441}
      scheme: scheme.yaml
      """;
  private static final String LOCAL =
      """
      web:
        host: 127.0.0.1
        port: 8452
        url: "http://node2.localhost:8452"
        nodes: ["http://node1.localhost:8451", "http://node2.localhost:8452", "http://node3.localhost:8453"]
        origins: ["https://search.example.org"]
      """;
  private static final String PUBLIC =
      """
      web:
        host: 0.0.0.0
        port: 443
        certificate: web.pem
        key: web.key
        url: "https://B.example:443/"
        nodes: ["https://a.example", "https://b.example", "https://c.example:8453"]
      """;

  @TempDir private Path folder;

  @Test
  void aNodeServesNoPagesUnlessItIsTold() throws Exception {
    assertThat(load("").web()).isNull();
  }

  @Test
  void onLoopbackPlainHttpWillDo() throws Exception {
    WebConfig web = Objects.requireNonNull(load(LOCAL).web());
    assertThat(web.listen()).isEqualTo(new Endpoint("127.0.0.1", 8452));
    assertThat(web.tls()).isNull();
    assertThat(web.loopback()).isTrue();
    assertThat(web.url()).hasToString("http://node2.localhost:8452");
    assertThat(web.callers()).hasSize(4);
  }

  @Test
  void addressesAreWrittenAsBrowsersWriteThem() throws Exception {
    WebConfig web = Objects.requireNonNull(load(PUBLIC).web());
    assertThat(web.url()).hasToString("https://b.example");
    assertThat(web.loopback()).isFalse();
    assertThat(Objects.requireNonNull(web.tls()).key()).isEqualTo(folder.resolve("web.key"));
    assertThat(ConfigLoader.check(load(PUBLIC))).anyMatch(p -> p.startsWith("web.certificate"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host: 127.0.0.1                | host: 0.0.0.0                     | web.host",
        "host: 127.0.0.1                | host: node2.example               | web.host",
        "host: 127.0.0.1                | host: 127.0.0.1.example           | web.host",
        "port: 8452\\n                   | port: 65536\\n                     | web.port",
        "  port: 8452                   | # none                            | web.port",
        "url: \"http://node2.localhost:8452\" | url: \"http://b.example:8452\" | web.url",
        "url: \"http://node2.localhost:8452\" | url: \"ftp://node2.localhost\" | web.url",
        "url: \"http://node2.localhost:8452\" | url: \"http://node2.localhost:8452/x\" | web.url",
        "url: \"http://node2.localhost:8452\" | url: \"http://me@node2.localhost:8452\" | web.url",
        "url: \"http://node2.localhost:8452\" | url: node2                   | web.url",
        "url: \"http://node2.localhost:8452\" | url: \"http://node2.localhost:1\" | web.nodes[1]",
        "url: \"http://node2.localhost:8452\" | # no url                     | web.url",
        ", \"http://node3.localhost:8453\" | ''                              | web.nodes",
        "http://node3.localhost:8453    | http://node1.localhost:8453       | web.nodes",
        "http://node3.localhost:8453    | http://c.example                  | web.nodes[2]",
        "https://search.example.org     | http://search.example.org         | web.origins[0]",
        "https://search.example.org     | '*'                               | web.origins[0]",
        "port: 8452\\n                   | port: 8452\\n  certificate: c.pem\\n | web.key",
        "port: 8452\\n                   | port: 8452\\n  colour: red\\n       | web.colour",
      })
  void whatDoesNotFitIsNamed(String from, String to, String key) {
    String before = from.replace("\\n", "\n");
    assertThat(LOCAL).contains(before);
    String changed = LOCAL.replace(before, to.replace("\\n", "\n"));
    assertThatThrownBy(() -> load(changed))
        .isInstanceOfSatisfying(
            LensException.class,
            e -> {
              assertThat(e.code()).isEqualTo("bad-config");
              assertThat(e.getMessage()).contains("node.yaml").contains("'" + key + "'");
            });
  }

  @Test
  void aCertificateIsForHttps() {
    assertThatThrownBy(() -> load(LOCAL + "  certificate: web.pem\n  key: web.key\n"))
        .hasMessageContaining("'web.url'");
  }

  @Test
  void loopbackIsToldByItsNameAlone() {
    for (String yes : new String[] {"localhost", "a.LOCALHOST", "127.0.0.1", "127.9.9.9", "::1"}) {
      assertThat(WebOrigin.isLoopback(yes)).as(yes).isTrue();
    }
    for (String no :
        new String[] {
          "localhost.example",
          "mylocalhost",
          "128.0.0.1",
          "127.0.0.1.example",
          "0.0.0.0",
          ".localhost"
        }) {
      assertThat(WebOrigin.isLoopback(no)).as(no).isFalse();
    }
  }

  private NodeConfig load(String web) throws Exception {
    Path file = folder.resolve("node.yaml");
    Files.writeString(file, NODE + web);
    return ConfigLoader.load(file);
  }
}
