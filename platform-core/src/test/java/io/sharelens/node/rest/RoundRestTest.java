package io.sharelens.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call what, and what is answered where there are no rounds. */
class RoundRestTest {
  @TempDir Path root;
  private TestNode node;
  private String owner;
  private String user;

  @BeforeEach
  void open() throws Exception {
    node = TestNode.start(root, 1);
    owner = node.account("olga", "owner");
    user = node.account("uma", "user");
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void noRoundIsSaidAsSuch() throws Exception {
    assertThat(new String(node.get("/v1/rounds", owner).body())).isEqualTo("[]");
    refused(node.get("/v1/rounds/current", owner), 404, "no-round");
    refused(node.get("/v1/rounds/7", owner), 404, "no-round");
    refused(node.get("/v1/rounds/zero", owner), 400, "bad-parameter");
    refused(post("/v1/rounds/1/join", owner, new RoundJoin(3)), 404, "no-round");
    refused(post("/v1/rounds/request", owner, new RoundRequest(3)), 404, "no-round");
  }

  @Test
  void rolesAreKept() throws Exception {
    refused(node.get("/v1/rounds", user), 403, "forbidden");
    refused(node.get("/v1/admin/rounds", owner), 403, "forbidden");
    refused(post("/v1/admin/rounds", owner, new RoundRequest(0)), 403, "forbidden");
    refused(post("/v1/rounds/1/join", node.admin(), new RoundJoin(3)), 403, "forbidden");
    assertThat(node.get("/v1/admin/rounds", node.admin()).statusCode()).isEqualTo(200);
    refused(node.send("DELETE", "/v1/admin/rounds/1", node.admin(), null, null), 404, "no-round");
  }

  @Test
  void largeChunksAreRefusedBeforeTheyAreRead() throws Exception {
    HttpResponse<byte[]> r =
        node.send("PUT", "/v1/rounds/1/update/a?offset=0", owner, new byte[2000], TestNode.BYTES);
    refused(r, 413, "too-large");
  }

  private HttpResponse<byte[]> post(String path, String token, Object body) throws Exception {
    return node.send("POST", path, token, TestNode.json(body), TestNode.JSON_TYPE);
  }

  private static void refused(HttpResponse<byte[]> r, int status, String code) throws Exception {
    assertThat(r.statusCode()).as(new String(r.body())).isEqualTo(status);
    assertThat(TestNode.problem(r).type()).endsWith(":" + code);
  }
}
