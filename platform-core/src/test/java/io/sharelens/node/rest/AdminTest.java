package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static io.sharelens.node.rest.TestNode.BYTES;
import static io.sharelens.node.rest.TestNode.JSON_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharelens.api.ModelInput;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Models, categories, health, metrics and the OpenAPI document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminTest {
  private TestNode node;
  private Path data;

  @BeforeAll
  void start(@TempDir Path root) throws Exception {
    node = TestNode.start(root, 1);
    data = root.resolve("node1/data");
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void aModelSaysHowPicturesBecomeItsInput() throws Exception {
    LayerGraph graph =
        new LayerGraph(
            "tiny",
            new Preprocessing(4, 1, List.of(0.5, 0.25, 0.125), List.of(0.5, 0.25, 2.0)),
            List.of(
                new GraphNode("conv", new Layer.Conv2d(3, 2, 3, 1, 1), List.of(LayerGraph.INPUT)),
                new GraphNode(
                    "feature", new Layer.GlobalPool(Layer.Reduction.MEAN), List.of("conv"))),
            "feature",
            "feature");
    var weights = WeightInit.he(graph, new Random(1));
    var plan =
        Calibration.plan(
            graph, weights, Calibration.drawnInputs(graph.preprocessing(), 2, new Random(1)));
    PublishedModel model =
        PublishedModel.of(graph, weights, List.of(), plan, null, TrainingRecord.untrained());
    Path file = data.resolve("tiny.safetensors");
    model.write(file);
    node.send("POST", "/v1/admin/models", node.admin(), Files.readAllBytes(file), BYTES);
    String path = "/v1/models/" + model.sha256() + "/input";
    assertThat(TestNode.JSON.readValue(node.get(path, node.admin()).body(), ModelInput.class))
        .isEqualTo(
            new ModelInput(
                model.sha256(),
                4,
                1,
                List.of(0.5, 0.25, 0.125),
                List.of(0.5, 0.25, 2.0),
                plan.inputFractionBits(),
                plan.inputBound()));
    assertThat(code(node.get("/v1/models/" + "0".repeat(64) + "/input", node.admin())))
        .isEqualTo("404 model-unknown");
  }

  @Test
  void modelGoesInAndOut() throws Exception {
    byte[] model = {1, 2, 3};
    String sha256 = CanonicalJson.sha256(model);
    HttpResponse<byte[]> staged = node.send("POST", "/v1/admin/models", node.admin(), model, BYTES);
    assertThat(staged.statusCode()).isEqualTo(201);
    assertThat(new String(staged.body())).isEqualTo("{\"sha256\":\"" + sha256 + "\"}");
    assertThat(
            node.send("POST", "/v1/admin/models/" + sha256 + "/publish", node.admin(), null, null)
                .statusCode())
        .isEqualTo(200);
    String user = node.account("reader", "user");
    assertThat(node.get("/v1/models/" + sha256, user).body()).isEqualTo(model);
    assertThat(new String(node.get("/v1/models", user).body())).contains("PUBLISHED", sha256);
    assertThat(code(node.get("/v1/models/" + "0".repeat(64), user))).isEqualTo("404 model-unknown");
    assertThat(code(node.send("POST", "/v1/admin/models", node.admin(), new byte[5001], BYTES)))
        .isEqualTo("413 too-large");
    assertThat(code(node.send("POST", "/v1/admin/models", user, model, BYTES)))
        .isEqualTo("403 forbidden");
    try (Stream<Path> left = Files.list(data.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void categoriesAreAnOrderedListOfDistinctNames() throws Exception {
    assertThat(categories("[\"cat\",\"apple\"]").statusCode()).isEqualTo(200);
    assertThat(node.runtime.events).contains("categories");
    assertThat(new String(node.get("/v1/info", null).body())).contains("[\"cat\",\"apple\"]");
    assertThat(code(categories("[\"cat\",\"cat\"]"))).isEqualTo("400 bad-categories");
    assertThat(code(categories("[\" \"]"))).isEqualTo("400 bad-categories");
    assertThat(code(categories("[null]"))).isEqualTo("400 bad-json");
    assertThat(code(categories("7"))).isEqualTo("400 bad-json");
  }

  private HttpResponse<byte[]> categories(String list) throws Exception {
    String body = "{\"categories\":" + list + "}";
    return node.send("PUT", "/v1/admin/categories", node.admin(), body.getBytes(), JSON_TYPE);
  }

  @Test
  void readinessSaysWhatIsMissing() throws Exception {
    assertThat(node.get("/readyz", null).statusCode()).isEqualTo(200);
    node.runtime.peersUp = false;
    try {
      HttpResponse<byte[]> r = node.get("/readyz", null);
      assertThat(r.statusCode()).isEqualTo(503);
      assertThat(new String(r.body())).contains("node 2", "no answer", "database");
    } finally {
      node.runtime.peersUp = true;
    }
  }

  @Test
  void aModelOwnerBringsSplitModelsAndMayDoNothingElse() throws Exception {
    String owner = node.account("modeller", "model-owner");
    byte[] manifest = {0, 7, 7};
    byte[] clear = {1, 7, 7};
    String sha256 = CanonicalJson.sha256(manifest);
    String open = CanonicalJson.sha256(clear);
    String part = "/v1/models/" + sha256 + "/part";
    assertThat(code(node.get(part, owner))).isEqualTo("404 model-unknown");
    for (byte[] model : new byte[][] {manifest, clear}) {
      assertThat(node.send("POST", "/v1/admin/models", owner, model, BYTES).statusCode())
          .isEqualTo(201);
    }
    assertThat(new String(node.get(part, owner).body())).contains("\"here\":false");
    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> put = node.send("PUT", part, owner, new byte[] {5}, BYTES);
      assertThat(put.statusCode()).isEqualTo(200);
      assertThat(new String(put.body())).contains("\"here\":true", "\"node\":1");
    }
    assertThat(code(node.send("PUT", part, owner, new byte[5001], BYTES)))
        .isEqualTo("413 too-large");
    assertThat(code(node.send("PUT", part, owner, new byte[0], BYTES)))
        .isEqualTo("409 part-differs");
    String publish = "/v1/admin/models/%s/publish";
    assertThat(node.send("POST", publish.formatted(sha256), owner, null, null).statusCode())
        .isEqualTo(200);
    assertThat(code(node.send("POST", publish.formatted(open), owner, null, null)))
        .isEqualTo("409 not-split");
    assertThat(code(node.get("/v1/admin/principals", owner))).isEqualTo("403 forbidden");
    assertThat(code(node.get("/v1/pictures", owner))).isEqualTo("403 forbidden");
    assertThat(new String(node.get("/v1/models", owner).body())).contains(sha256);
    String user = node.account("peeker", "user");
    assertThat(code(node.get(part, user))).isEqualTo("403 forbidden");
    assertThat(code(node.send("PUT", part, user, new byte[] {5}, BYTES)))
        .isEqualTo("403 forbidden");
    try (Stream<Path> left = Files.list(data.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void metricsAreInPrometheusFormat() throws Exception {
    node.get("/v1/info", null);
    node.get("/nowhere", null);
    String text = new String(node.get("/metrics", null).body());
    assertThat(text)
        .contains("sharelens_attempts{node=\"1\",state=\"stored\"} 0")
        .contains("sharelens_epoch{node=\"1\"} 0")
        .contains("sharelens_sessions{kind=\"search\",node=\"1\",state=\"failed\"} 0")
        .contains("sharelens_stock_units{elements=\"64\",kind=\"kind[7]\",node=\"1\"} 5")
        .contains("sharelens_stock_served_total{node=\"1\"} 11")
        .contains("resource=\"InfoResource.info\"")
        .contains("resource=\"none\"")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void stockIsShownAndCleared() throws Exception {
    String stock = new String(node.get("/v1/admin/stock", node.admin()).body());
    assertThat(stock).contains("\"units\":5", "\"perSearch\":2.0", "\"kept\":true");
    assertThat(node.send("DELETE", "/v1/admin/stock", node.admin(), null, null).statusCode())
        .isEqualTo(204);
    assertThat(node.runtime.events).contains("stock cleared");
    assertThat(node.get("/v1/admin/stock", null).statusCode()).isEqualTo(401);
  }

  @Test
  void openApiDescribesEveryEndpoint() throws Exception {
    JsonNode api = TestNode.JSON.readTree(node.get("/v1/openapi.json", null).body());
    JsonNode paths = api.get("paths");
    for (String path :
        new String[] {
          "/v1/info",
          "/v1/status",
          "/v1/pictures/{id}",
          "/v1/pictures/{id}/attempts/{attempt}/parts/{part}",
          "/v1/searches",
          "/v1/jobs/{id}/events",
          "/v1/admin/principals",
          "/v1/admin/models/{sha256}/publish",
          "/healthz"
        }) {
      assertThat(paths.has(path)).as(path).isTrue();
    }
    assertThat(api.at("/components/schemas/UploadPlan/properties/parts").isMissingNode()).isFalse();
  }

  @Test
  void unknownPathsAndMethodsGiveProblemDocuments() throws Exception {
    assertThat(code(node.get("/v1/nowhere", null))).isEqualTo("404 not-found");
    assertThat(code(node.send("PATCH", "/v1/info", null, null, null)))
        .isEqualTo("405 method-not-allowed");
    assertThat(
            code(
                node.send("POST", "/v1/admin/principals", node.admin(), new byte[3], "text/plain")))
        .isEqualTo("415 unsupported-media-type");
    assertThat(node.get("/v1/%2e%2e/%2e%2e/etc/passwd", null).statusCode()).isBetween(400, 404);
  }

  @Test
  void portIsWrittenDown() throws Exception {
    assertThat(Files.readString(data.resolve("rest.port")).strip())
        .isEqualTo(String.valueOf(node.uri("/").getPort()));
    assertThat(node.runtime.events).contains("start");
  }
}
