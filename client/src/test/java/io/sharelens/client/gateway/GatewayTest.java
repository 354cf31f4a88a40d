package io.sharelens.client.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharelens.client.FakePlatform;
import io.sharelens.client.FakeSearch;
import io.sharelens.client.FakeSearch.Stored;
import io.sharelens.client.SearchClient;
import io.sharelens.mpc.error.LensException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayTest {
  @TempDir Path folder;

  private FakePlatform platform;
  private SearchClient client;
  private Gateway gateway;
  private byte[] picture;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    client = SearchClient.open(platform.deployment());
    gateway = Gateway.start(client, "127.0.0.1", 0, 100_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", out);
    picture = out.toByteArray();
    platform.behave(
        new FakeSearch(platform.model().sha256(), List.of(new Stored("p 1/x", "ann", 4, picture))));
  }

  @AfterEach
  void stop() {
    gateway.close();
    client.close();
    platform.close();
    http.close();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.address().getPort() + path);
  }

  private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
  }

  @Test
  void aPostedPictureComesBackAsIdsAndPictures() throws Exception {
    HttpResponse<byte[]> answer = post("/v1/search?k=1", picture);

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode result = new ObjectMapper().readTree(answer.body()).get("results").get(0);
    assertThat(result.get("id").asText()).isEqualTo("p 1/x");
    assertThat(result.get("owner").asText()).isEqualTo("ann");
    assertThat(result.get("rank").asInt()).isEqualTo(1);
    HttpResponse<byte[]> found = get(result.get("picture").asText());
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(found.body()).isEqualTo(picture);
  }

  @Test
  void mistakesAreProblems() throws Exception {
    assertProblem(post("/v1/search?k=0", picture), 400, "bad-k");
    assertProblem(post("/v1/search?k=ten", picture), 400, "bad-k");
    assertProblem(
        post("/v1/search", "text".getBytes(StandardCharsets.UTF_8)), 415, "picture-unsupported");
    assertProblem(post("/v1/search", new byte[100_001]), 413, "picture-too-big");
    assertProblem(get("/v1/pictures/none/none"), 404, "not-found");
    assertProblem(get("/nothing"), 404, "not-found");
    assertProblem(get("/v1/search"), 404, "not-found");
  }

  @Test
  void theHelpPageShowsHow() throws Exception {
    assertThat(new String(get("/").body(), StandardCharsets.UTF_8))
        .contains("curl --data-binary", ":" + gateway.address().getPort());
  }

  @Test
  void pagesOfOtherOriginsAreRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/search"))
            .header("Origin", "https://evil.example")
            .POST(BodyPublishers.ofByteArray(picture))
            .build();

    assertProblem(http.send(request, BodyHandlers.ofByteArray()), 403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
  void itListensOnLoopbackOnly(String host) {
    assertThatThrownBy(() -> Gateway.start(client, host, 0, 1000))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("not-loopback"));
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new ObjectMapper().readTree(answer.body()).get("type").asText())
        .isEqualTo("urn:sharelens:problem:" + code);
  }
}
