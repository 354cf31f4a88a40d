package io.sharelens.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.Problem;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, and what everybody else is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private TestNode first;
  private TestNode second;
  private TestNode dealer;

  @BeforeAll
  void start(@TempDir Path root) throws Exception {
    first = TestNode.start(root, 1);
    second = TestNode.start(root, 2);
    dealer = TestNode.start(root, 3);
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
    dealer.close();
  }

  @Test
  void nodeTellsWhatItIsWithoutAToken() throws Exception {
    HttpResponse<byte[]> r = first.get("/v1/info", null);
    assertThat(r.statusCode()).isEqualTo(200);
    assertThat(TestNode.JSON.readTree(r.body()).get("node").asInt()).isEqualTo(1);
    assertThat(first.get("/healthz", null).statusCode()).isEqualTo(200);
  }

  @Test
  void missingTokenIsRefusedWithAProblemDocument() throws Exception {
    HttpResponse<byte[]> r = first.get("/v1/status", null);
    assertThat(r.statusCode()).isEqualTo(401);
    assertThat(r.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(r.headers().firstValue("WWW-Authenticate")).isPresent();
    Problem p = TestNode.problem(r);
    assertThat(p.code()).isEqualTo("no-token");
    assertThat(r.headers().firstValue("X-Correlation-Id")).hasValue(p.correlationId());
  }

  @Test
  void wrongTokenIsRefused() throws Exception {
    String owner = first.account("mistyping", "owner");
    for (String bad : new String[] {owner + "x", owner.toUpperCase(), "slt_", "x".repeat(600)}) {
      HttpResponse<byte[]> r = first.get("/v1/pictures", bad);
      assertThat(r.statusCode()).isEqualTo(401);
      assertThat(TestNode.problem(r).code()).isEqualTo("wrong-token");
      assertThat(new String(r.body())).doesNotContain(bad);
    }
  }

  @Test
  void tokenOfAnotherNodeIsRefused() throws Exception {
    String atFirst = first.account("traveller", "owner");
    String atSecond = second.account("traveller", "owner");
    assertThat(first.get("/v1/pictures", atFirst).statusCode()).isEqualTo(200);
    assertThat(second.get("/v1/pictures", atSecond).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> stray = second.get("/v1/pictures", atFirst);
    assertThat(code(stray)).isEqualTo("401 other-nodes-token");
    assertThat(TestNode.problem(stray).detail()).contains("node 1", "node 2");
    assertThat(code(first.get("/v1/pictures", second.admin()))).isEqualTo("401 wrong-token");
  }

  @Test
  void everyRoleHasItsOwnPart() throws Exception {
    String owner = first.account("some-owner", "owner");
    String user = first.account("some-user", "user");
    assertThat(code(first.get("/v1/pictures", user))).isEqualTo("403 forbidden");
    assertThat(code(first.get("/v1/pictures", first.admin()))).isEqualTo("403 forbidden");
    assertThat(code(first.get("/v1/admin/principals", owner))).isEqualTo("403 forbidden");
    assertThat(code(first.get("/v1/admin/sessions", user))).isEqualTo("403 forbidden");
    assertThat(code(first.send("POST", "/v1/searches", owner, new byte[16], TestNode.BYTES)))
        .isEqualTo("403 forbidden");
    assertThat(first.get("/v1/status", user).statusCode()).isEqualTo(200);
    assertThat(first.get("/v1/models", owner).statusCode()).isEqualTo(200);
  }

  @Test
  void revokedTokenIsRefusedAndTheAccountCanGetANewOne() throws Exception {
    String token = first.account("leaver", "owner");
    HttpResponse<byte[]> r =
        first.send("DELETE", "/v1/admin/principals/leaver", first.admin(), null, null);
    assertThat(r.statusCode()).isEqualTo(204);
    assertThat(first.get("/v1/pictures", token).statusCode()).isEqualTo(401);
    assertThat(code(first.send("DELETE", "/v1/admin/principals/leaver", first.admin(), null, null)))
        .isEqualTo("404 no-such-principal");
    String again = first.account("leaver", "owner");
    assertThat(again).isNotEqualTo(token);
    assertThat(first.get("/v1/pictures", again).statusCode()).isEqualTo(200);
    assertThat(first.get("/v1/pictures", token).statusCode()).isEqualTo(401);
  }

  @Test
  void accountsAreCheckedAndNotMadeTwice() throws Exception {
    first.account("twice", "owner");
    assertThat(create("twice", "owner")).isEqualTo("409 principal-exists");
    assertThat(create("twice", "user")).isEqualTo("409 principal-exists");
    assertThat(create("admin", "user")).isEqualTo("409 principal-exists");
    assertThat(create("no such/name", "user")).isEqualTo("400 bad-name");
    assertThat(create("somebody", "god")).isEqualTo("400 bad-role");
  }

  @Test
  void grantNeedsBothAccounts() throws Exception {
    first.account("granting", "owner");
    first.account("granted", "user");
    String admin = first.admin();
    assertThat(
            first.send("PUT", "/v1/admin/grants/granted/granting", admin, null, null).statusCode())
        .isEqualTo(204);
    assertThat(code(first.send("PUT", "/v1/admin/grants/granting/granted", admin, null, null)))
        .isEqualTo("404 no-such-principal");
    assertThat(code(first.send("PUT", "/v1/admin/grants/granted/nobody", admin, null, null)))
        .isEqualTo("404 no-such-principal");
    String accounts = new String(first.get("/v1/admin/principals", admin).body());
    assertThat(accounts).contains("\"owners\":[\"granting\"]").doesNotContain("slt1_");
    assertThat(first.runtime.events).contains("grants");
    first.send("DELETE", "/v1/admin/grants/granted/granting", admin, null, null);
    assertThat(new String(first.get("/v1/admin/principals", admin).body()))
        .doesNotContain("[\"granting\"]");
  }

  @Test
  void dealerHasNoPicturesNoSearchesAndOnlyAdministrators() throws Exception {
    String admin = dealer.admin();
    assertThat(code(dealer.get("/v1/pictures", admin))).isEqualTo("404 not-found");
    assertThat(code(dealer.send("POST", "/v1/searches", admin, new byte[1], TestNode.BYTES)))
        .isEqualTo("404 not-found");
    HttpResponse<byte[]> r =
        dealer.send(
            "POST",
            "/v1/admin/principals",
            admin,
            "{\"name\":\"o\",\"role\":\"owner\"}".getBytes(),
            TestNode.JSON_TYPE);
    assertThat(code(r)).isEqualTo("400 bad-role");
    assertThat(dealer.get("/v1/info", null).statusCode()).isEqualTo(200);
  }

  @Test
  void refusalReachesAClientThatIsStillSending() throws Exception {
    for (int i = 0; i < 5; i++) {
      HttpResponse<byte[]> r =
          second.send("POST", "/v1/searches", "wrong", new byte[2_000_000], TestNode.BYTES);
      assertThat(code(r)).isEqualTo("401 wrong-token");
      assertThat(second.get("/healthz", null).statusCode()).isEqualTo(200);
    }
  }

  private String create(String name, String role) throws Exception {
    String body = "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role);
    return code(
        first.send(
            "POST", "/v1/admin/principals", first.admin(), body.getBytes(), TestNode.JSON_TYPE));
  }

  static String code(HttpResponse<byte[]> r) throws Exception {
    return r.statusCode() + " " + TestNode.problem(r).code();
  }
}
