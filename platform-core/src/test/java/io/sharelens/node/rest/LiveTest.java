package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharelens.api.NodeView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The three nodes, and what the console hears while it is open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveTest {
  private static final String EVENTS = "/v1/admin/events";

  private Path root;
  private TestNode node;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    root = folder;
    node = TestNode.start(root, 1);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void nodesAreForAdministrators() throws Exception {
    node.runtime.nodes = List.of(view(true), view(false));
    JsonNode nodes = TestNode.JSON.readTree(node.get("/v1/admin/nodes", node.admin()).body());
    assertThat(nodes).hasSize(2);
    assertThat(nodes.at("/0/up").asBoolean()).isTrue();
    assertThat(nodes.at("/0/cause").isNull()).isTrue();
    assertThat(nodes.at("/1/traffic/sessions").asInt()).isEqualTo(4);
    assertThat(code(node.get("/v1/admin/nodes", node.account("nosy", "user"))))
        .isEqualTo("403 forbidden");
  }

  @Test
  void allTopicsComeFirstAndThenWhatChanges() throws Exception {
    node.runtime.nodes = List.of(view(true));
    try (BufferedReader lines = listen(EVENTS)) {
      var topics = new TreeSet<String>();
      for (int i = 0; i < 7; i++) {
        topics.add(next(lines).topic());
      }
      assertThat(topics)
          .containsExactly("changes", "jobs", "nodes", "rounds", "sessions", "status", "stock");
      node.runtime.jobs.put("j", FakeRuntime.job("j", "RUNNING", 1, null));
      Event changed = next(lines);
      while (changed.topic().equals("nodes")) {
        changed = next(lines);
      }
      assertThat(changed.topic()).isEqualTo("jobs");
      assertThat(changed.data().at("/0/id").asText()).isEqualTo("j");
    } finally {
      node.runtime.jobs.remove("j");
    }
  }

  @Test
  void aListenerHearsOfItsTopicsOnly() throws Exception {
    node.runtime.nodes = List.of(view(true));
    try (BufferedReader lines = listen(EVENTS + "?topics=nodes,stock")) {
      assertThat(List.of(next(lines).topic(), next(lines).topic()))
          .containsExactlyInAnyOrder("nodes", "stock");
      node.runtime.jobs.put("k", FakeRuntime.job("k", "RUNNING", 1, null));
      node.runtime.nodes = List.of(view(false));
      JsonNode down = null;
      // The same nodes may be told once more before the change is seen.
      while (down == null || down.at("/0/up").asBoolean()) {
        Event e = next(lines);
        assertThat(e.topic()).isEqualTo("nodes");
        down = e.data();
      }
      assertThat(down.at("/0/cause").asText()).isEqualTo("no answer");
    } finally {
      node.runtime.jobs.remove("k");
    }
  }

  @Test
  void wrongTopicsAndTooManyListenersAreRefused() throws Exception {
    assertThat(code(node.get(EVENTS + "?topics=weather", node.admin())))
        .isEqualTo("400 unknown-topic");
    assertThat(code(node.get(EVENTS, null))).isEqualTo("401 no-token");
    List<BufferedReader> open = new ArrayList<>();
    try {
      HttpResponse<InputStream> answer = ask(EVENTS + "?topics=stock");
      while (answer.statusCode() == 200 && open.size() < 100) {
        open.add(new BufferedReader(new InputStreamReader(answer.body())));
        answer = ask(EVENTS + "?topics=stock");
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(new String(answer.body().readAllBytes())).contains("too-many-listeners");
    } finally {
      for (BufferedReader r : open) {
        r.close();
      }
    }
  }

  @Test
  void aNodeThatShutsDownEndsTheEvents() throws Exception {
    TestNode second = TestNode.start(root, 2);
    try (BufferedReader lines = listen(second, EVENTS + "?topics=stock")) {
      assertThat(next(lines).topic()).isEqualTo("stock");
      second.close();
      String last = lines.readLine();
      while (last != null) {
        assertThat(last).doesNotContain("event:");
        last = lines.readLine();
      }
    }
  }

  private record Event(String topic, JsonNode data) {}

  private static Event next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (!line.startsWith("event: ")) {
      line = lines.readLine();
    }
    String data = lines.readLine();
    assertThat(data).startsWith("data: ");
    return new Event(line.substring(7), TestNode.JSON.readTree(data.substring(6)));
  }

  private BufferedReader listen(String path) throws Exception {
    return listen(node, path);
  }

  private BufferedReader listen(TestNode other, String path) throws Exception {
    HttpResponse<InputStream> answer = ask(other, path);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(answer.body()));
  }

  private HttpResponse<InputStream> ask(String path) throws Exception {
    return ask(node, path);
  }

  /** With the first node's client, which outlives the other node. */
  private HttpResponse<InputStream> ask(TestNode other, String path) throws Exception {
    return node.http()
        .send(
            HttpRequest.newBuilder(other.uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + other.admin())
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }

  private static NodeView view(boolean up) {
    return new NodeView(
        2,
        "second",
        false,
        up,
        "2026-01-01T00:00:00Z",
        up ? null : "no answer",
        "0.1.0",
        1,
        "flsir",
        "00",
        true,
        List.of(),
        null,
        1.5,
        "2026-01-01T00:00:00Z",
        new NodeView.Traffic(4, 10, 20, 0.5, 0));
  }
}
