package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static io.sharelens.node.rest.TestNode.BYTES;
import static io.sharelens.node.rest.TestNode.JSON_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.ModelGraph;
import io.sharelens.node.json.CanonicalJson;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChoiceRestTest {
  private TestNode node;

  @BeforeAll
  void start(@TempDir Path root) throws Exception {
    node = TestNode.start(root, 1);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void optionsAreForAdministrators() throws Exception {
    var answer = node.get("/v1/admin/scheme-options", node.admin());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(answer.body()).at("/serving/yaml").asText())
        .isEqualTo(FakeChoices.SCHEME.yaml());
    String user = node.account("chooser", "user");
    assertThat(code(node.get("/v1/admin/scheme-options", user))).isEqualTo("403 forbidden");
  }

  @Test
  void graphIsForWhoeverMayReadTheModel() throws Exception {
    byte[] model = {1, 5, 9};
    node.send("POST", "/v1/admin/models", node.admin(), model, BYTES);
    String sha256 = CanonicalJson.sha256(model);
    String user = node.account("drawer", "user");
    var answer = node.get("/v1/models/" + sha256 + "/graph", user);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.MAPPER.readValue(answer.body(), ModelGraph.class).sha256()).isEqualTo(sha256);
    assertThat(code(node.get("/v1/models/" + "0".repeat(64) + "/graph", user)))
        .isEqualTo("404 model-unknown");
    assertThat(code(node.get("/v1/models/" + sha256 + "/graph", null))).startsWith("401");
  }

  @Test
  void estimatesAreAskedForLookedAtAndEnded() throws Exception {
    var asked = post("{\"choice\":{\"ranking\":{\"plugin\":\"oblivious-topk\"}},\"k\":5}");
    assertThat(asked.statusCode()).isEqualTo(202);
    String at = asked.headers().firstValue("Location").orElseThrow();
    assertThat(new String(asked.body())).contains("oblivious-topk", "QUEUED");
    assertThat(node.get(at, node.admin()).statusCode()).isEqualTo(200);
    assertThat(new String(node.get("/v1/admin/cost-estimates", node.admin()).body()))
        .contains(at.substring(at.lastIndexOf('/') + 1));
    assertThat(node.send("DELETE", at, node.admin(), null, null).statusCode()).isEqualTo(204);
    assertThat(code(node.get(at, node.admin()))).isEqualTo("404 no-such-estimate");
  }

  @Test
  void requestsMayLeaveThingsOutButNotMakeThingsUp() throws Exception {
    assertThat(post("{}").statusCode()).isEqualTo(202);
    assertThat(post("{\"choice\":null,\"k\":null}").statusCode()).isEqualTo(202);
    assertThat(code(post("{\"k\":0}"))).isEqualTo("400 bad-k");
    assertThat(code(post("{\"ranking\":\"fast\"}"))).isEqualTo("400 bad-json");
    assertThat(code(post(""))).isEqualTo("400 bad-json");
    String user = node.account("spender", "user");
    assertThat(
            code(
                node.send(
                    "POST", "/v1/admin/cost-estimates", user, "{}".getBytes(UTF_8), JSON_TYPE)))
        .isEqualTo("403 forbidden");
  }

  private HttpResponse<byte[]> post(String json) throws Exception {
    return node.send(
        "POST", "/v1/admin/cost-estimates", node.admin(), json.getBytes(UTF_8), JSON_TYPE);
  }
}
