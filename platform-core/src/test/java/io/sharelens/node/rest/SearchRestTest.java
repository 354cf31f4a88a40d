package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static io.sharelens.node.rest.TestNode.BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchHit;
import io.sharelens.api.SearchResult;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.SearchRequest;
import io.sharelens.node.service.ShareSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The search endpoint: parameters, the binary answer, waiting and progress. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchRestTest {
  private TestNode node;
  private String user;

  @BeforeAll
  void start(@TempDir Path root) throws Exception {
    node = TestNode.start(root, 1);
    user = node.account("ulla", "user");
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void answerIsTheDocumentAndThenTheShares() throws Exception {
    AtomicReference<SearchRequest> seen = new AtomicReference<>();
    String id = UUID.randomUUID().toString();
    node.runtime.onSearch =
        r -> {
          seen.set(r);
          return CompletableFuture.completedFuture(answer(id));
        };
    HttpResponse<byte[]> r = search(id, "2", new byte[] {1, 2, 3});
    assertThat(r.statusCode()).isEqualTo(200);
    assertThat(r.headers().firstValue("Content-Type")).hasValue(SearchResult.MEDIA_TYPE);
    ByteBuffer body = ByteBuffer.wrap(r.body());
    byte[] document = new byte[body.getInt()];
    body.get(document);
    assertThat(TestNode.JSON.readValue(document, SearchResult.class)).isEqualTo(result(id));
    byte[] shares = new byte[body.remaining()];
    body.get(shares);
    assertThat(shares).containsExactly(7, 7, 7, 8, 8);
    assertThat(seen.get().user()).isEqualTo("ulla");
    assertThat(seen.get().k()).isEqualTo(2);
    assertThat(seen.get().epoch()).isEqualTo(4);
    assertThat(seen.get().epochDigest()).isEqualTo("abc");
    assertThat(seen.get().share()).containsExactly(1, 2, 3);
  }

  @Test
  void badParametersAreRefused() throws Exception {
    String id = UUID.randomUUID().toString();
    assertThat(code(search(id, "0", new byte[16]))).isEqualTo("400 bad-k");
    assertThat(code(search(id, "-3", new byte[16]))).isEqualTo("400 bad-k");
    assertThat(code(search(id, "11", new byte[16]))).isEqualTo("400 bad-k");
    assertThat(code(search(id, "ten", new byte[16]))).isEqualTo("400 bad-parameter");
    assertThat(code(search("1-2-3-4-5", "1", new byte[16]))).isEqualTo("400 bad-parameter");
    assertThat(code(search(id, "1", new byte[100_001]))).isEqualTo("413 too-large");
    assertThat(code(node.send("POST", "/v1/searches?k=1", user, new byte[1], BYTES)))
        .isEqualTo("400 bad-parameter");
    assertThat(code(node.send("POST", "/v1/searches", null, new byte[1], BYTES)))
        .isEqualTo("401 no-token");
  }

  @Test
  void failuresKeepTheirCode() throws Exception {
    node.runtime.onSearch =
        r -> {
          throw LensException.user("epoch-differs", "epoch 4 is over");
        };
    assertThat(code(search(UUID.randomUUID().toString(), "1", new byte[16])))
        .isEqualTo("409 epoch-differs");
    node.runtime.onSearch =
        r ->
            CompletableFuture.failedFuture(
                LensException.resources("peer-unreachable", "node 3 does not answer", null));
    HttpResponse<byte[]> r = search(UUID.randomUUID().toString(), "1", new byte[16]);
    assertThat(code(r)).isEqualTo("503 peer-unreachable");
    assertThat(TestNode.problem(r).detail()).contains("node 3");
    node.runtime.onSearch =
        q -> CompletableFuture.failedFuture(LensException.internal("bug", "secret state 4711"));
    HttpResponse<byte[]> bug = search(UUID.randomUUID().toString(), "1", new byte[16]);
    assertThat(code(bug)).isEqualTo("500 bug");
    assertThat(new String(bug.body())).doesNotContain("4711");
  }

  @Test
  void asynchronousSearchTellsItsProgressAndEnds() throws Exception {
    String id = UUID.randomUUID().toString();
    CompletableFuture<SearchAnswer> answer = new CompletableFuture<>();
    node.runtime.onSearch = r -> answer;
    HttpResponse<byte[]> r = search(id, "1", new byte[16], "Prefer", "respond-async");
    assertThat(r.statusCode()).isEqualTo(202);
    String place = r.headers().firstValue("Location").orElseThrow();
    assertThat(place).isEqualTo("/v1/searches/" + id);
    assertThat(node.get(place, user).statusCode()).isEqualTo(202);

    HttpResponse<java.io.InputStream> events =
        node.http()
            .send(
                HttpRequest.newBuilder(node.uri(place + "/events"))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + user)
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(events.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body()))) {
      assertThat(lines.readLine()).isEqualTo("event: progress");
      assertThat(lines.readLine()).contains("\"state\":\"RUNNING\"");
      assertThat(lines.readLine()).isEmpty();
      node.runtime.listeners.get(id).accept(FakeRuntime.job(id, "DONE", 3, "2026-01-01T00:01:00Z"));
      assertThat(lines.readLine()).isEqualTo("event: end");
      assertThat(lines.readLine()).contains("\"state\":\"DONE\"");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isNull();
    }
    answer.complete(answer(id));
    assertThat(node.get(place, user).statusCode()).isEqualTo(200);
  }

  @Test
  void aSearchCanBeCancelledByItsUserAlone() throws Exception {
    String id = UUID.randomUUID().toString();
    CompletableFuture<SearchAnswer> answer = new CompletableFuture<>();
    node.runtime.onSearch = r -> answer;
    search(id, "1", new byte[16], "Prefer", "respond-async");
    String path = "/v1/searches/" + id;
    String other = node.account("vera", "user");
    assertThat(code(node.send("DELETE", path, other, null, null))).isEqualTo("404 no-such-search");
    assertThat(answer).isNotDone();
    assertThat(node.send("DELETE", path, user, null, null).statusCode()).isEqualTo(204);
    assertThat(code(node.get(path, user))).isEqualTo("409 cancelled");
  }

  @Test
  void searchesAndJobsOfOthersAreNotThere() throws Exception {
    String id = UUID.randomUUID().toString();
    node.runtime.onSearch = r -> new CompletableFuture<>();
    search(id, "1", new byte[16], "Prefer", "respond-async");
    String other = node.account("viktor", "user");
    assertThat(code(node.get("/v1/searches/" + id, other))).isEqualTo("404 no-such-search");
    assertThat(code(node.get("/v1/searches/" + id + "/events", other)))
        .isEqualTo("404 no-such-job");
    assertThat(code(node.get("/v1/jobs/" + id, other))).isEqualTo("404 no-such-job");
    assertThat(node.get("/v1/jobs/" + id, user).statusCode()).isEqualTo(200);
    assertThat(node.get("/v1/jobs/" + id, node.admin()).statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> search(String id, String k, byte[] share, String... headers)
      throws Exception {
    String path = "/v1/searches?searchId=" + id + "&k=" + k + "&epoch=4&epochDigest=abc";
    return node.send("POST", path, user, share, BYTES, headers);
  }

  private static SearchResult result(String id) {
    return new SearchResult(
        id,
        4,
        "m",
        List.of(
            new SearchHit("p", "anna", "a", "image/png", 3, "full", -5),
            new SearchHit("q", "anna", "b", "image/png", 2, "full", 6)),
        new SearchCost(0.5, 10, 1000, 2000, List.of()));
  }

  private static SearchAnswer answer(String id) {
    return new SearchAnswer(result(id), List.of(source(7, 7, 7), source(8, 8)));
  }

  private static ShareSource source(int... bytes) {
    return new ShareSource() {
      @Override
      public long bytes() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        for (int b : bytes) {
          out.write(b);
        }
      }
    };
  }
}
