package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static io.sharelens.node.rest.TestNode.BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.ModelGraph;
import io.sharelens.node.json.CanonicalJson;
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
}
