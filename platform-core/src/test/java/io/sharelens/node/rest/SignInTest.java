package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.NewPrincipal;
import io.sharelens.api.SignInRequest;
import io.sharelens.api.SignedIn;
import io.sharelens.node.auth.Tokens;
import io.sharelens.node.rest.Browser.Answer;
import io.sharelens.node.store.AccessTokenRow;
import io.sharelens.node.store.SignInTable.SignIn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser's session: how it begins, what it may do, who cannot use it, when it ends. */
class SignInTest {
  private static final String SIGN_IN = "/v1/sign-in";

  @TempDir private Path root;
  private TestNode node;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start(root, 1, PagesTest.WEB);
    browser = new Browser(node.webPort());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aTokenBecomesACookieThatPagesCannotRead() throws Exception {
    Answer a = signIn(node.admin());
    assertThat(a.status()).isEqualTo(200);
    SignedIn who = TestNode.JSON.readValue(a.body(), SignedIn.class);
    assertThat(who.node()).isEqualTo(1);
    assertThat(List.of(who.name(), who.role(), who.scope()))
        .containsExactly("admin", "admin", "full");
    assertThat(a.header("Set-Cookie").orElseThrow())
        .startsWith("sharelens-node1=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43")
        .doesNotContain("Secure", node.admin());
    assertThat(a.header("Cache-Control")).hasValue("no-store");
    assertThat(browser.get("/v1/status").status()).isEqualTo(200);
    assertThat(browser.get("/v1/admin/principals").status()).isEqualTo(200);
    assertThat(browser.get(SIGN_IN).body()).isEqualTo(a.body());
  }

  @Test
  void nobodyIsSignedInWithoutACookie() throws Exception {
    Answer a = browser.get(SIGN_IN);
    assertThat(a.status()).isEqualTo(204);
    assertThat(browser.get("/v1/status").problem()).isEqualTo("401 no-token");
    browser.cookie = "sharelens-node1=" + "x".repeat(43);
    assertThat(browser.get("/v1/status").problem()).isEqualTo("401 session-over");
    assertThat(browser.get(SIGN_IN).header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    browser.cookie = "sharelens-node1=" + "x".repeat(5000);
    assertThat(browser.get("/v1/status").problem()).isEqualTo("401 session-over");
  }

  @Test
  void onlyTheNodesOwnPagesChangeSomething() throws Exception {
    signIn(node.admin());
    NewPrincipal wanted = new NewPrincipal("made-by-page", "user");
    String path = "/v1/admin/principals";
    String own = browser.origin();
    for (String[] headers :
        new String[][] {
          {},
          {"X-ShareLens", "1"},
          {"Origin", own},
          {"Origin", own, "X-ShareLens", "2"},
          {"Origin", "http://node2.localhost:8452", "X-ShareLens", "1"},
          {"Origin", "http://evil.example", "X-ShareLens", "1"},
          {"Origin", "https" + own.substring(4), "X-ShareLens", "1"},
          {"Origin", "null", "X-ShareLens", "1"}
        }) {
      assertThat(browser.send("POST", path, wanted, headers).problem())
          .as(String.join(" ", headers))
          .isEqualTo("403 cross-site");
    }
    assertThat(browser.send("DELETE", SIGN_IN, null, "Origin", "http://evil.example").problem())
        .isEqualTo("403 cross-site");
    assertThat(browser.own("POST", path, wanted).status()).isEqualTo(201);
    assertThat(browser.own("POST", path, wanted).problem()).isEqualTo("409 principal-exists");
  }

  @Test
  void anotherSiteCannotSignItsVisitorIn() throws Exception {
    SignInRequest request = new SignInRequest(node.admin());
    for (String origin : new String[] {"http://evil.example", "http://node2.localhost:8452"}) {
      assertThat(
              browser
                  .send("POST", SIGN_IN, request, "Origin", origin, "X-ShareLens", "1")
                  .problem())
          .isEqualTo("403 cross-site");
    }
    assertThat(
            browser
                .send("POST", SIGN_IN, "{\"token\":\"x\"}".getBytes(), "Content-Type", "text/plain")
                .status())
        .isEqualTo(415);
  }

  @Test
  void aNameThatNodesShareGetsNoCookie() throws Exception {
    for (String shared : new String[] {"localhost", "127.0.0.1", "node2.localhost"}) {
      browser.host = shared + ":" + node.webPort();
      Answer a = signIn(node.admin());
      assertThat(a.problem()).isEqualTo("421 wrong-host");
      assertThat(a.header("Set-Cookie")).isEmpty();
      assertThat(a.body()).contains("http://node1.localhost:8451");
    }
  }

  @Test
  void aBodyThatIsTooLongIsNotRead() throws Exception {
    String huge = "{\"token\":\"" + "x".repeat(1 << 21) + "\"}";
    assertThat(browser.own("POST", SIGN_IN, huge.getBytes()).problem()).isEqualTo("413 too-large");
  }

  @Test
  void aSessionLastsOverARestartAndEndsWithSignOut() throws Exception {
    signIn(node.admin());
    String cookie = browser.cookie;
    node.close();
    node = TestNode.start(root, 1, PagesTest.WEB);
    browser = new Browser(node.webPort());
    browser.cookie = cookie;
    assertThat(browser.get("/v1/status").status()).isEqualTo(200);
    Answer out = browser.own("DELETE", SIGN_IN, null);
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    browser.cookie = cookie;
    assertThat(browser.get("/v1/status").problem()).isEqualTo("401 session-over");
    assertThat(browser.own("DELETE", SIGN_IN, null).status()).isEqualTo(204);
  }

  @Test
  void aSessionEndsWithItsTokenAndItsAccount() throws Exception {
    signIn(node.account("uma", "user"));
    assertThat(browser.get("/v1/status").status()).isEqualTo(200);
    node.send("DELETE", "/v1/admin/principals/uma", node.admin(), null, null);
    assertThat(browser.get("/v1/status").problem()).isEqualTo("401 wrong-token");
    assertThat(browser.get(SIGN_IN).status()).isEqualTo(204);
    node.account("uma", "user");
    assertThat(browser.get("/v1/status").status()).isEqualTo(401);
  }

  @Test
  void aSessionIsOverWhenItsTimeIsAndNeverOutlivesItsToken() throws Exception {
    long now = System.currentTimeMillis();
    long token = token("soon", now + 3_600_000, "full");
    node.runtime.store.signIns().insert(new SignIn(Tokens.hash("old"), token, now - 1), now - 2);
    browser.cookie = "sharelens-node1=old";
    assertThat(browser.get("/v1/status").problem()).isEqualTo("401 session-over");
    Answer a = signIn("soon");
    int seconds =
        Integer.parseInt(
            a.header("Set-Cookie").orElseThrow().replaceAll(".*Max-Age=(\\d+).*", "$1"));
    assertThat(seconds).isBetween(3000, 3600);
  }

  @Test
  void theTokenSaysWhatTheSessionMayDo() throws Exception {
    token("reading", null, "read");
    assertThat(signIn("reading").body()).contains("\"scope\":\"read\"");
    assertThat(browser.get("/v1/admin/audit").status()).isEqualTo(200);
    assertThat(browser.own("DELETE", "/v1/admin/stock", null).problem())
        .isEqualTo("403 read-only-token");
  }

  @Test
  void wrongTokensAreToldApart() throws Exception {
    token("gone-by", 1L, "full");
    Map<String, String> wanted =
        Map.of(
            "nonsense",
            "401 wrong-token",
            "",
            "401 wrong-token",
            "x".repeat(10_000),
            "401 wrong-token",
            "slt2_" + "x".repeat(43),
            "401 other-nodes-token",
            "slt1_" + "x".repeat(43),
            "401 wrong-token",
            "gone-by",
            "401 expired-token");
    for (Map.Entry<String, String> e : wanted.entrySet()) {
      assertThat(signIn(e.getKey()).problem()).isEqualTo(e.getValue());
    }
    assertThat(code(node.get("/v1/status", "gone-by"))).isEqualTo("401 expired-token");
    assertThat(TestNode.problem(node.get("/v1/status", "gone-by")).detail())
        .contains("1970-01-01T00:00");
    assertThat(browser.own("POST", SIGN_IN, Map.of("tok", "x")).problem())
        .isEqualTo("400 bad-json");
    assertThat(browser.own("POST", SIGN_IN, Map.of()).problem()).isEqualTo("400 bad-json");
  }

  @Test
  void whoFailsTooOftenHasToWait() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(signIn("guess-" + i).problem()).isEqualTo("401 wrong-token");
    }
    Answer refused = signIn(node.admin());
    assertThat(refused.problem()).isEqualTo("429 too-many-sign-ins");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 300);
    assertThat(refused.body()).contains("seconds");
    SignInRequest request = new SignInRequest(node.admin());
    String[] page = {"Origin", browser.origin(), "X-ShareLens", "1"};
    Answer elsewhere =
        browser.send(
            "POST",
            SIGN_IN,
            request,
            page[0],
            page[1],
            page[2],
            page[3],
            "X-Forwarded-For",
            "198.51.100.1, 203.0.113.7");
    assertThat(elsewhere.status()).as("another address behind a proxy").isEqualTo(200);
    assertThat(node.get("/v1/status", node.admin()).statusCode()).isEqualTo(200);
  }

  private long token(String secret, Long expires, String scope) {
    return node.runtime
        .store
        .accessTokens()
        .insert(
            new AccessTokenRow(
                0, "admin", Tokens.hash(secret), "test", scope, 0, expires, null, null));
  }

  private Answer signIn(String token) throws Exception {
    return browser.own("POST", SIGN_IN, new SignInRequest(token));
  }
}
