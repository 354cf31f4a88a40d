package io.sharelens.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.SignInRequest;
import io.sharelens.mpc.error.LensException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listener for browsers with a certificate of its own, and behind a proxy that has one. */
class WebTlsTest {
  private static final String NODES =
      """
        nodes: ["https://localhost", "https://node2.example", "https://node3.example"]
      """;
  private static final String TLS =
      """
      web:
        port: 0
        certificate: ../certificates/node%d.pem
        key: ../certificates/node%d.key
        url: "https://localhost"
      """
          + NODES;

  @TempDir private Path root;

  @Test
  void withACertificateItSpeaksTls() throws Exception {
    try (TestNode node = TestNode.start(root, 1, TLS.formatted(1, 1))) {
      URI page = URI.create("https://localhost:" + node.webPort() + "/search/");
      HttpResponse<String> r =
          node.http().send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      assertThat(r.statusCode()).isEqualTo(200);
      assertThat(r.headers().firstValue("Strict-Transport-Security")).isPresent();
      HttpRequest signIn =
          HttpRequest.newBuilder(page.resolve("/v1/sign-in"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(TestNode.json(new SignInRequest(node.admin()))))
              .build();
      HttpResponse<String> in = node.http().send(signIn, BodyHandlers.ofString());
      assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
    }
  }

  @Test
  void behindAProxyTheCookieIsForTlsAndTheProxysAddressCounts() throws Exception {
    String proxied =
        """
        web:
          port: 0
          url: "https://node1.example"
        """
            + NODES.replace("https://localhost", "https://node1.example");
    try (TestNode node = TestNode.start(root, 1, proxied)) {
      Browser browser = new Browser(node.webPort());
      browser.host = "node1.example";
      String[] page = {"Origin", "https://node1.example", "X-ShareLens", "1"};
      Browser.Answer in =
          browser.send("POST", "/v1/sign-in", new SignInRequest(node.admin()), page);
      assertThat(in.status()).isEqualTo(200);
      assertThat(in.header("Set-Cookie").orElseThrow()).contains("Secure");
      assertThat(browser.send("DELETE", "/v1/admin/stock", null, page).status()).isEqualTo(204);
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    assertThatThrownBy(() -> TestNode.start(root, 1, TLS.formatted(1, 2)))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-certificate"));
  }
}
