package io.sharelens.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.node.rest.Browser.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the listener for browsers serves, to whom, and with which headers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  static final String WEB =
      """
      web:
        port: 0
        url: "http://node1.localhost:8451"
        nodes: ["http://node1.localhost:8451", "http://node2.localhost:8452", "http://node3.localhost:8453"]
        origins: ["https://search.example.org"]
      """;

  private TestNode node;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path root) throws Exception {
    node = TestNode.start(root, 1, WEB);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @BeforeEach
  void open() {
    browser = new Browser(node.webPort());
  }

  @Test
  void theSearchPageIsTheFirst() throws Exception {
    Answer root = browser.get("/");
    assertThat(root.status()).isEqualTo(302);
    assertThat(root.header("Location")).hasValue("/search/");
    assertThat(browser.get("/console").header("Location")).hasValue("/console/");
    Answer page = browser.get("/search/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("<title>", "integrity=");
    assertThat(browser.get("/common/base.css").header("Content-Type"))
        .hasValue("text/css; charset=utf-8");
    assertThat(browser.get("/bundle.json").body()).contains("search/index.html");
  }

  @Test
  void aPageMayLoadItsOwnFilesAndTalkToTheNodesAlone() throws Exception {
    Answer search = browser.get("/search/");
    assertThat(search.header("Content-Security-Policy").orElseThrow())
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "connect-src 'self' http://node1.localhost:8451 http://node2.localhost:8452"
                + " http://node3.localhost:8453;",
            "frame-ancestors 'none'")
        .doesNotContain("unsafe", "search.example.org");
    assertThat(browser.get("/console/").header("Content-Security-Policy").orElseThrow())
        .contains("connect-src 'self';");
    assertThat(search.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(search.header("Referrer-Policy")).hasValue("no-referrer");
    assertThat(search.header("X-Frame-Options")).hasValue("DENY");
    assertThat(search.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    assertThat(search.header("Server")).isEmpty();
    Answer info = browser.get("/v1/info");
    assertThat(info.header("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(info.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(info.header("Cache-Control")).hasValue("no-store");
  }

  @Test
  void whatABrowserHasIsNotSentAgain() throws Exception {
    Answer first = browser.get("/common/base.css");
    assertThat(first.header("Cache-Control")).hasValue("no-cache");
    String tag = first.header("ETag").orElseThrow();
    Answer again = browser.get("/common/base.css", "If-None-Match", "\"other\", " + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(browser.get("/common/base.css", "If-None-Match", "\"other\"").status())
        .isEqualTo(200);
    Answer head = browser.send("HEAD", "/common/base.css", null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(first.header("Content-Length"));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void nodesJsonSaysWhomToAskAndWhoServed() throws Exception {
    assertThat(browser.get("/search/nodes.json").body())
        .isEqualTo(
            "{\"servedBy\":1,\"nodes\":[\"http://node1.localhost:8451\","
                + "\"http://node2.localhost:8452\",\"http://node3.localhost:8453\"]}");
  }

  @Test
  void nothingElseOfTheNodeIsThere() throws Exception {
    for (String path :
        new String[] {
          "/metrics",
          "/healthz",
          "/owner/",
          "/search/nothing.js",
          "/search/../owner/index.html",
          "/search/%2e%2e/owner/index.html",
          "/nothing",
          "/v1",
          "//v1/info"
        }) {
      Answer a = browser.get(path);
      assertThat(a.status()).as(path).isBetween(400, 404);
      assertThat(a.header("Content-Type")).hasValue("application/problem+json");
    }
    assertThat(browser.send("POST", "/search/", "{}").problem())
        .isEqualTo("405 method-not-allowed");
    assertThat(node.get("/search/", null).statusCode()).isEqualTo(404);
    assertThat(node.get("/metrics", null).statusCode()).isEqualTo(200);
  }

  @Test
  void aForeignNameForThisMachineIsRefused() throws Exception {
    for (String good : new String[] {"localhost", "127.0.0.1", "node2.localhost", "[::1]"}) {
      browser.host = good + ":" + node.webPort();
      assertThat(browser.get("/v1/info").status()).as(good).isEqualTo(200);
    }
    for (String bad :
        new String[] {"evil.example", "localhost.evil.example", "10.0.0.7", "evillocalhost"}) {
      browser.host = bad + ":" + node.webPort();
      assertThat(browser.get("/v1/info").problem()).as(bad).isEqualTo("421 wrong-host");
      assertThat(browser.get("/search/").problem()).as(bad).isEqualTo("421 wrong-host");
      assertThat(browser.get("/v1/info", "X-Forwarded-Host", "localhost").status()).isEqualTo(421);
    }
  }

  @Test
  void pagesOfTheNodesMayCallTheInterfaceWithoutCookies() throws Exception {
    for (String origin :
        new String[] {"http://node2.localhost:8452", "https://search.example.org"}) {
      Answer asked = preflight(origin);
      assertThat(asked.status()).isLessThan(300);
      assertThat(asked.header("Access-Control-Allow-Origin")).hasValue(origin);
      assertThat(asked.header("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(asked.header("Access-Control-Allow-Methods").orElseThrow())
          .contains("GET", "POST", "PUT", "DELETE");
      assertThat(asked.header("Access-Control-Allow-Headers").orElseThrow())
          .contains("Authorization", "Content-Type", "Prefer", "Accept")
          .doesNotContain("X-ShareLens");
      Answer got = browser.get("/v1/info", "Origin", origin);
      assertThat(got.header("Access-Control-Allow-Origin")).hasValue(origin);
      assertThat(got.header("Access-Control-Expose-Headers").orElseThrow())
          .contains("Location", "Content-Length");
      Answer refused = browser.get("/v1/status", "Origin", origin);
      assertThat(refused.problem()).isEqualTo("401 no-token");
      assertThat(refused.header("Access-Control-Allow-Origin")).hasValue(origin);
    }
  }

  @Test
  void pagesOfAnybodyElseMayNot() throws Exception {
    for (String origin :
        new String[] {
          "http://evil.example", "http://node2.localhost:8453", "https://search-example.org", "null"
        }) {
      assertThat(preflight(origin).header("Access-Control-Allow-Origin")).as(origin).isEmpty();
      assertThat(browser.get("/v1/info", "Origin", origin).header("Access-Control-Allow-Origin"))
          .as(origin)
          .isEmpty();
    }
  }

  private Answer preflight(String origin) throws Exception {
    return browser.send(
        "OPTIONS",
        "/v1/searches",
        null,
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST",
        "Access-Control-Request-Headers",
        "authorization,content-type,prefer");
  }
}
