package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static io.sharelens.node.rest.TestNode.JSON_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.NewPrincipal;
import io.sharelens.api.NewToken;
import io.sharelens.api.PrincipalInfo;
import io.sharelens.api.TokenInfo;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Several tokens for an account, with label, scope and expiry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {
  private TestNode node;

  @BeforeAll
  void start(@TempDir Path root) throws Exception {
    node = TestNode.start(root, 2);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void eachTokenEndsByItself() throws Exception {
    String first = node.account("ana", "user");
    IssuedToken second = create("ana", new NewToken("phone <b>", null, 30));
    assertThat(second.token()).startsWith("slt2_");
    assertThat(second.info().label()).isEqualTo("phone <b>");
    assertThat(second.info().scope()).isEqualTo("full");
    assertThat(Instant.parse(second.info().expires()))
        .isEqualTo(Instant.parse(second.info().created()).plus(Duration.ofDays(30)));
    assertThat(node.get("/v1/status", second.token()).statusCode()).isEqualTo(200);
    String path = "/v1/admin/principals/ana/tokens";
    HttpResponse<byte[]> r = node.get(path, node.admin());
    assertThat(new String(r.body())).doesNotContain("slt2_");
    List<TokenInfo> all = List.of(TestNode.JSON.readValue(r.body(), TokenInfo[].class));
    assertThat(all).extracting(TokenInfo::label).containsExactly("first", "phone <b>");
    assertThat(all.get(0).used()).as("never used").isNull();
    assertThat(all.get(1).used()).isNotNull();
    String one = path + "/" + second.info().id();
    assertThat(node.send("DELETE", one, node.admin(), null, null).statusCode()).isEqualTo(204);
    assertThat(code(node.get("/v1/status", second.token()))).isEqualTo("401 wrong-token");
    assertThat(node.get("/v1/status", first).statusCode()).isEqualTo(200);
    assertThat(code(node.send("DELETE", one, node.admin(), null, null)))
        .isEqualTo("404 no-such-token");
    PrincipalInfo ana =
        Arrays.stream(
                TestNode.JSON.readValue(
                    node.get("/v1/admin/principals", node.admin()).body(), PrincipalInfo[].class))
            .filter(p -> p.name().equals("ana"))
            .findFirst()
            .orElseThrow();
    assertThat(ana.tokens()).extracting(TokenInfo::label).containsExactly("first");
  }

  @Test
  void aTokenOfAnotherAccountIsNotEndedByMistake() throws Exception {
    node.account("left", "user");
    String right = node.account("right", "user");
    long id = infos("right").getFirst().id();
    assertThat(code(delete("/v1/admin/principals/left/tokens/" + id)))
        .isEqualTo("404 no-such-token");
    assertThat(node.get("/v1/status", right).statusCode()).isEqualTo(200);
    assertThat(code(delete("/v1/admin/principals/left/tokens/x"))).isEqualTo("400 bad-parameter");
  }

  @Test
  void aTokenToReadChangesNothing() throws Exception {
    IssuedToken read = create("admin", new NewToken("reading", "read", null));
    assertThat(node.get("/v1/admin/principals", read.token()).statusCode()).isEqualTo(200);
    NewPrincipal wanted = new NewPrincipal("nobody", "user");
    assertThat(code(send("POST", "/v1/admin/principals", read.token(), wanted)))
        .isEqualTo("403 read-only-token");
    assertThat(code(node.send("DELETE", "/v1/admin/stock", read.token(), null, null)))
        .isEqualTo("403 read-only-token");
    assertThat(new String(node.get("/v1/admin/principals", node.admin()).body()))
        .doesNotContain("nobody");
  }

  @Test
  void aTokenToReadIsEnoughToSearch() throws Exception {
    HttpResponse<byte[]> made =
        send(
            "POST",
            "/v1/admin/principals",
            node.admin(),
            new NewPrincipal("looking", "user", "read", 7));
    IssuedToken issued = TestNode.JSON.readValue(made.body(), IssuedToken.class);
    assertThat(issued.info().scope()).isEqualTo("read");
    assertThat(issued.info().expires()).isNotNull();
    assertThat(code(node.send("POST", "/v1/searches", issued.token(), new byte[8], TestNode.BYTES)))
        .as("it gets as far as the search's own checks")
        .isEqualTo("400 bad-parameter");
  }

  @Test
  void whatIsAskedForIsChecked() throws Exception {
    node.account("checked", "user");
    assertThat(refused(new NewToken("", null, null))).isEqualTo("400 bad-label");
    assertThat(refused(new NewToken("x".repeat(101), null, null))).isEqualTo("400 bad-label");
    assertThat(refused(new NewToken("two\nlines", null, null))).isEqualTo("400 bad-label");
    assertThat(refused(new NewToken("a", "everything", null))).isEqualTo("400 bad-scope");
    assertThat(refused(new NewToken("a", null, 0))).isEqualTo("400 bad-expiry");
    assertThat(refused(new NewToken("a", null, 3651))).isEqualTo("400 bad-expiry");
    for (String body :
        new String[] {"{}", "{\"label\":null}", "{\"label\":\"a\",\"more\":1}", "[]", ""}) {
      assertThat(
              code(
                  node.send(
                      "POST",
                      "/v1/admin/principals/checked/tokens",
                      node.admin(),
                      body.getBytes(),
                      JSON_TYPE)))
          .as(body)
          .isEqualTo("400 bad-json");
    }
    assertThat(code(node.get("/v1/admin/principals/nobody/tokens", node.admin())))
        .isEqualTo("404 no-such-principal");
    assertThat(
            code(
                send(
                    "POST",
                    "/v1/admin/principals",
                    node.admin(),
                    new NewPrincipal("bad", "user", "none", null))))
        .isEqualTo("400 bad-scope");
    assertThat(infos("checked")).hasSize(1);
  }

  @Test
  void anAccountHasABoundedNumberOfTokens() throws Exception {
    node.account("hoarder", "user");
    for (int i = 1; i < 100; i++) {
      create("hoarder", new NewToken("n" + i, null, null));
    }
    assertThat(
            code(
                send(
                    "POST",
                    "/v1/admin/principals/hoarder/tokens",
                    node.admin(),
                    new NewToken("one too many", null, null))))
        .isEqualTo("409 too-many-tokens");
  }

  @Test
  void theTokenOfTheFileIsChangedInTheFile() throws Exception {
    long id = infos("admin").getFirst().id();
    assertThat(code(delete("/v1/admin/principals/admin/tokens/" + id))).isEqualTo("409 file-token");
    assertThat(node.get("/v1/status", node.admin()).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyAdministratorsSeeTokens() throws Exception {
    String user = node.account("curious", "user");
    assertThat(code(node.get("/v1/admin/principals/curious/tokens", user)))
        .isEqualTo("403 forbidden");
    assertThat(
            code(
                send(
                    "POST",
                    "/v1/admin/principals/curious/tokens",
                    user,
                    new NewToken("mine", null, null))))
        .isEqualTo("403 forbidden");
  }

  private String refused(NewToken wanted) throws Exception {
    return code(send("POST", "/v1/admin/principals/checked/tokens", node.admin(), wanted));
  }

  private IssuedToken create(String account, NewToken wanted) throws Exception {
    HttpResponse<byte[]> r =
        send("POST", "/v1/admin/principals/" + account + "/tokens", node.admin(), wanted);
    assertThat(r.statusCode()).isEqualTo(201);
    return TestNode.JSON.readValue(r.body(), IssuedToken.class);
  }

  private List<TokenInfo> infos(String account) throws Exception {
    return List.of(
        TestNode.JSON.readValue(
            node.get("/v1/admin/principals/" + account + "/tokens", node.admin()).body(),
            TokenInfo[].class));
  }

  private HttpResponse<byte[]> delete(String path) throws Exception {
    return node.send("DELETE", path, node.admin(), null, null);
  }

  private HttpResponse<byte[]> send(String method, String path, String token, Object body)
      throws Exception {
    return node.send(method, path, token, TestNode.json(body), JSON_TYPE);
  }
}
