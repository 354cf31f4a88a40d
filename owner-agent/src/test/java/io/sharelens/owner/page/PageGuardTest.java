package io.sharelens.owner.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and who does not. */
@Timeout(60)
final class PageGuardTest {
  @TempDir Path temporary;

  private PageFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new PageFixture(temporary);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void filesNeedNoKeyAndCarryTheirHeaders() throws Exception {
    HttpResponse<String> page = fixture.send(fixture.request("GET", "/owner/", ""));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("integrity=\"sha384-").doesNotContain(fixture.key());
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");

    HttpResponse<String> root = fixture.send(fixture.request("GET", "/", ""));
    assertThat(root.headers().firstValue("Location")).contains("/owner/");
    assertThat(fixture.send(fixture.request("GET", "/common/base.css", "")).statusCode())
        .isEqualTo(200);
    assertThat(fixture.send(fixture.request("GET", "/search/", "")).statusCode()).isEqualTo(404);
    assertThat(fixture.send(fixture.request("GET", "/owner/../bundle.json", "")).statusCode())
        .isEqualTo(404);
    assertThat(fixture.send(fixture.request("POST", "/owner/", "{}")).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/agent",
        "GET /v1/agent/pictures",
        "GET /v1/agent/events",
        "GET /v1/nothing",
        "POST /v1/agent/pause",
        "POST /v1/agent/leave",
        "DELETE /v1/sign-in"
      })
  void nothingIsAnsweredWithoutTheKey(String line) throws Exception {
    String[] parts = line.split(" ", -1);
    String body = parts[0].equals("POST") ? "{\"confirm\": \"leave\"}" : "";
    HttpResponse<String> nobody = fixture.send(fixture.request(parts[0], parts[1], body));
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(PageFixture.code(nobody)).isEqualTo("no-key");
    assertThat(nobody.body()).contains("./sharelens owner page");
    assertThat(nobody.headers().firstValue("Content-Security-Policy")).isPresent();
    HttpResponse<String> wrong =
        fixture.send(
            fixture
                .request(parts[0], parts[1], body)
                .header("Authorization", "Bearer " + fixture.key().substring(1)));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(PageFixture.json(fixture.call("GET /v1/agent")).path("state").asText())
        .isEqualTo("running");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:8490", "127.0.0.1.evil.example", "10.0.0.1"})
  void foreignNamesOfThisMachineAreRefused(String host) throws Exception {
    assertThat(fixture.raw(host, "")).startsWith("HTTP/1.1 403").contains("problem:forbidden");
  }

  @Test
  void foreignOriginsAreRefused() throws Exception {
    String host = "127.0.0.1:" + fixture.page.address().getPort();
    assertThat(fixture.raw(host, "https://evil.example")).startsWith("HTTP/1.1 403");
    assertThat(fixture.raw(host, "http://127.0.0.1:1")).startsWith("HTTP/1.1 403");
    assertThat(fixture.raw(host, "null")).startsWith("HTTP/1.1 403");
    assertThat(fixture.raw(host, fixture.origin())).startsWith("HTTP/1.1 200");
  }

  @Test
  void theKeyBecomesACookieThatScriptsCannotRead() throws Exception {
    HttpResponse<String> answer =
        fixture.send(
            fixture.request("POST", "/v1/sign-in", "{\"key\": \"" + fixture.key() + "\"}"));
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
    assertThat(cookie).doesNotContain(fixture.key());
    String pair = cookie.split(";", 2)[0];
    HttpResponse<String> view =
        fixture.send(fixture.request("GET", "/v1/agent", "").header("Cookie", "a=b; " + pair));
    assertThat(view.statusCode()).isEqualTo(200);

    HttpResponse<String> wrong =
        fixture.send(fixture.request("POST", "/v1/sign-in", "{\"key\": \"guess\"}"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(PageFixture.code(wrong)).isEqualTo("wrong-key");
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(fixture.send(fixture.request("PUT", "/v1/sign-in", "{}")).statusCode())
        .isEqualTo(405);
  }

  @Test
  void withTheCookieChangesMustComeFromThePage() throws Exception {
    String cookie = fixture.signIn();
    String origin = fixture.origin();
    var bare = fixture.request("POST", "/v1/agent/pause", "{}").header("Cookie", cookie);
    assertThat(PageFixture.code(fixture.send(bare))).isEqualTo("cross-site");
    assertThat(PageFixture.code(fixture.send(bare.copy().header("Origin", origin))))
        .isEqualTo("cross-site");
    assertThat(PageFixture.code(fixture.send(bare.copy().header("X-ShareLens", "1"))))
        .isEqualTo("cross-site");
    assertThat(PageFixture.json(fixture.call("GET /v1/agent")).path("state").asText())
        .isEqualTo("running");

    HttpResponse<String> page =
        fixture.send(bare.copy().header("Origin", origin).header("X-ShareLens", "1"));
    assertThat(page.statusCode()).isEqualTo(200);
    fixture.until(v -> v.path("state").asText().equals("paused"));
  }

  @Test
  void signingOutEndsTheCookie() throws Exception {
    String cookie = fixture.signIn();
    assertThat(signedIn(cookie)).isTrue();
    fixture.send(
        fixture
            .request("DELETE", "/v1/sign-in", "")
            .header("Cookie", cookie)
            .header("Origin", fixture.origin())
            .header("X-ShareLens", "1"));
    assertThat(signedIn(cookie)).isFalse();
  }

  private boolean signedIn(String cookie) throws IOException, InterruptedException {
    return PageFixture.json(
            fixture.send(fixture.request("GET", "/v1/sign-in", "").header("Cookie", cookie)))
        .path("signedIn")
        .asBoolean();
  }

  @Test
  void theAddressIsForItsOwnerOnly() throws Exception {
    assertThat(PageAddress.read(fixture.config.state())).contains(fixture.page.address());
    Path file = fixture.config.state().resolve("page.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    fixture.page.close();
    assertThat(PageAddress.read(fixture.config.state())).isEmpty();
  }

  /** Each start has a key of its own, and a taken port is no reason to have no page. */
  @Test
  void whereThePortIsTakenAnotherOneServes() throws Exception {
    URI first = fixture.page.address();
    Path other = Files.createDirectory(temporary.resolve("other"));
    try (OwnerPage second =
        OwnerPage.start(
            new AgentConfig.Page("127.0.0.1", first.getPort()), other, fixture.agent.desk())) {
      assertThat(second.address().getPort()).isNotEqualTo(first.getPort());
      assertThat(second.address().getFragment()).isNotEqualTo(first.getFragment());
    }
  }

  @Test
  void otherMachinesAreNotServed() {
    assertThatThrownBy(
            () ->
                OwnerPage.start(
                    new AgentConfig.Page("0.0.0.0", 0), temporary, fixture.agent.desk()))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("not-loopback"));
  }
}
