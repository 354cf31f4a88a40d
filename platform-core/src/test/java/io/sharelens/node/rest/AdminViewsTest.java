package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static io.sharelens.node.rest.TestNode.JSON_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharelens.api.JobInfo;
import io.sharelens.node.store.PartRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Store;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pictures, sessions, jobs and settings of rounds, for administrators. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminViewsTest {
  private static final String MODEL = "a".repeat(64);

  private TestNode node;
  private TestNode dealer;

  @BeforeAll
  void start(@TempDir Path root) throws Exception {
    node = TestNode.start(root, 1);
    dealer = TestNode.start(root, 3);
    picture("p1", "anna", 10, true, null);
    picture("p2", "anna", 20, true, "out of luck");
    picture("p3", "anna", 30, false, null);
    picture("q1", "<b>bert</b>", 40, true, "out of luck");
  }

  @AfterAll
  void stop() {
    node.close();
    dealer.close();
  }

  @Test
  void picturesAreCountedByOwnerAndState() throws Exception {
    JsonNode summary = json("/v1/admin/pictures/summary");
    assertThat(summary.at("/owners")).hasSize(2);
    assertThat(summary.at("/owners/1/owner").asText()).isEqualTo("anna");
    assertThat(summary.at("/owners/1/states")).hasSize(3);
    assertThat(summary.at("/incompleteSince").asText())
        .isEqualTo(Instant.ofEpochMilli(30).toString());
    JsonNode failed = null;
    for (JsonNode c : summary.at("/total")) {
      if (c.at("/state").asText().equals("FAILED")) {
        failed = c;
      }
    }
    assertThat(failed).isNotNull();
    assertThat(failed.at("/pictures").asInt()).isEqualTo(2);
    assertThat(failed.at("/bytes").asInt()).isEqualTo(14);
    assertThat(failed.at("/oldest").asText()).isEqualTo(Instant.ofEpochMilli(20).toString());
  }

  @Test
  void picturesOfAStateAreListedWithTheirCausePageByPage() throws Exception {
    JsonNode first = json("/v1/admin/pictures?state=failed&limit=1");
    assertThat(first).hasSize(1);
    assertThat(first.at("/0/picture").asText()).isEqualTo("q1");
    assertThat(first.at("/0/owner").asText()).isEqualTo("<b>bert</b>");
    assertThat(first.at("/0/cause").asText()).isEqualTo("out of luck");
    JsonNode second =
        json("/v1/admin/pictures?state=FAILED&limit=5&after=" + first.at("/0/sequence").asText());
    assertThat(second).hasSize(1);
    assertThat(second.at("/0/picture").asText()).isEqualTo("p2");
    assertThat(second.at("/0/created").asText()).isEqualTo(Instant.ofEpochMilli(20).toString());
    assertThat(json("/v1/admin/pictures?owner=anna")).hasSize(3);
    assertThat(code(node.get("/v1/admin/pictures?state=LOST", node.admin())))
        .isEqualTo("400 bad-state");
    assertThat(code(node.get("/v1/admin/pictures?after=x", node.admin())))
        .isEqualTo("400 bad-parameter");
  }

  @Test
  void theDealerHasNoPictures() throws Exception {
    for (String path : List.of("/v1/admin/pictures", "/v1/admin/pictures/summary")) {
      assertThat(code(dealer.get(path, dealer.admin()))).isEqualTo("409 no-pictures");
    }
    assertThat(code(post(dealer, "/v1/admin/pictures/retry", "{\"owner\":\"\",\"pictures\":[]}")))
        .isEqualTo("409 no-pictures");
  }

  @Test
  void failedPicturesAreTriedAgain() throws Exception {
    picture("r1", "retried", 50, true, "out of luck");
    HttpResponse<byte[]> answer =
        post(node, "/v1/admin/pictures/retry", "{\"owner\":\"retried\",\"pictures\":[]}");
    assertThat(new String(answer.body())).isEqualTo("{\"retried\":1,\"failed\":2}");
    assertThat(node.runtime.events).contains("extract again");
    assertThat(json("/v1/admin/pictures?owner=retried").at("/0/state").asText())
        .isEqualTo("STORED");
    node.runtime.store().pictures().delete("r1", 60);
    assertThat(code(post(node, "/v1/admin/pictures/retry", "{\"owner\":7}")))
        .isEqualTo("400 bad-json");
  }

  @Test
  void sessionsAreFilteredAndSayWhoLearned() throws Exception {
    Store store = node.runtime.store();
    store.sessions().start("s1", "search", 3, 1000);
    store
        .sessions()
        .end("s1", "DONE", null, null, "[]", "{\"rank.ids\":5}", "{\"rank.ids\":[1,2]}", 3500);
    store.sessions().start("s2", "extract", 3, 2000);
    JsonNode all = json("/v1/admin/sessions");
    assertThat(all).hasSize(2);
    JsonNode search = json("/v1/admin/sessions?kind=search&state=done");
    assertThat(search).hasSize(1);
    assertThat(search.at("/0/ledger/rank.ids").asInt()).isEqualTo(5);
    assertThat(search.at("/0/learned/rank.ids").toString()).isEqualTo("[1,2]");
    assertThat(search.at("/0/seconds").asDouble()).isEqualTo(2.5);
    assertThat(json("/v1/admin/sessions?kind=search&state=failed")).isEmpty();
    JsonNode before = json("/v1/admin/sessions?before=" + Instant.ofEpochMilli(2000));
    assertThat(before).hasSize(1);
    assertThat(before.at("/0/id").asText()).isEqualTo("s1");
    assertThat(code(node.get("/v1/admin/sessions?before=yesterday", node.admin())))
        .isEqualTo("400 bad-parameter");
  }

  @Test
  void onlyAnExtractionCanBeTriedAgain() throws Exception {
    node.runtime.jobs.put("job-1", FakeRuntime.job("job-1", "FAILED", 1, "2026-01-01T00:00:00Z"));
    node.runtime.jobs.put(
        "job-2",
        new JobInfo(
            "job-2", "extract", "FAILED", 1, 2, "c", null, true, "2026-01-01T00:00:00Z", "2026"));
    assertThat(code(post(node, "/v1/admin/jobs/job-1/retry", ""))).isEqualTo("409 not-retryable");
    assertThat(code(post(node, "/v1/admin/jobs/job-0/retry", ""))).isEqualTo("404 no-such-job");
    assertThat(post(node, "/v1/admin/jobs/job-2/retry", "").statusCode()).isEqualTo(200);
    assertThat(node.runtime.events).contains("extract again");
    assertThat(new String(node.get("/v1/admin/jobs", node.admin()).body())).contains("job-2");
  }

  @Test
  void settingsOfRoundsNeedRounds() throws Exception {
    String path = "/v1/admin/round-settings";
    assertThat(code(node.get(path, node.admin()))).isEqualTo("404 no-round");
    assertThat(code(node.send("PUT", path, node.admin(), "{}".getBytes(), JSON_TYPE)))
        .isEqualTo("400 bad-json");
    assertThat(code(node.get(path, null))).isEqualTo("401 no-token");
  }

  private void picture(String id, String owner, long when, boolean stored, String cause) {
    Store store = node.runtime.store();
    PictureRef ref = new PictureRef(id, "attempt-" + id);
    PartRow part = new PartRow("file", "full", "Z256", 7, 7, "0".repeat(64), 0, "part-" + id);
    store.pictures().begin(ref, owner, "image/png", MODEL, "digest", List.of(part), when);
    store.pictures().received(ref, "file", 7);
    if (stored) {
      store.pictures().stored(ref, when);
    }
    if (cause != null) {
      store.pictures().failed(ref, cause);
    }
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<byte[]> answer = node.get(path, node.admin());
    assertThat(answer.statusCode()).isEqualTo(200);
    return TestNode.JSON.readTree(answer.body());
  }

  private static HttpResponse<byte[]> post(TestNode node, String path, String body)
      throws Exception {
    return node.send("POST", path, node.admin(), body.getBytes(), JSON_TYPE);
  }
}
