package io.sharelens.owner.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.api.LeaveAnswer;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeRounds;
import io.sharelens.owner.agent.AgentFolder.Mark;
import io.sharelens.owner.outsource.FolderOutsourcer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an owner can do by the page's calls, with an agent that runs. */
@Timeout(60)
final class OwnerPageTest {
  @TempDir Path temporary;

  private PageFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new PageFixture(temporary);
    outsourced(10);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private JsonNode outsourced(int pictures) throws Exception {
    return fixture.until(
        v ->
            v.at("/status/pictures/held").asInt() == pictures
                && v.at("/status/pictures/heldDeletions").asInt() == 0
                && v.at("/status/pictures/total").asInt() == 0);
  }

  @Test
  void theViewSaysWhatIsThere() throws Exception {
    JsonNode view = PageFixture.json(fixture.call("GET /v1/agent"));
    assertThat(view.path("pictures").asText()).isEqualTo(fixture.config.pictures().toString());
    assertThat(view.path("nodes")).hasSize(3);
    assertThat(view.at("/status/pictures/fresh").asInt()).isEqualTo(10);
    assertThat(view.at("/policy/roundsPerDay").asInt()).isEqualTo(10);
    assertThat(view.path("policyChanged").asBoolean()).isFalse();
    assertThat(view.at("/training/minOwners").asInt()).isEqualTo(3);
    // Shares of every picture went to both nodes.
    long words = 3L * 8 * 8 * Integer.BYTES * 10;
    assertThat(view.at("/status/pictures/sent").asLong()).isGreaterThan(words);
  }

  @Test
  void pausesAndResumes() throws Exception {
    assertThat(fixture.call("POST /v1/agent/pause").statusCode()).isEqualTo(200);
    JsonNode paused = fixture.until(v -> v.path("state").asText().equals("paused"));
    assertThat(paused.at("/status/paused").asText()).contains("owner pause");
    assertThat(fixture.folder.marked(Mark.PAUSED)).isTrue();
    fixture.call("POST /v1/agent/resume");
    fixture.until(v -> v.path("state").asText().equals("running"));
  }

  @Test
  void picturesAreListedWithThoseThatNeedSomebodyFirst() throws Exception {
    Files.writeString(fixture.nodes.pictures.resolve("<b>no picture.png"), "text");
    JsonNode page;
    do {
      page = PageFixture.json(fixture.call("GET /v1/agent/pictures?limit=3"));
    } while (page.at("/counts/left-out").asInt() == 0);
    assertThat(page.path("pictures")).hasSize(3);
    assertThat(page.path("total").asInt()).isEqualTo(11);
    assertThat(page.at("/counts/stored").asInt()).isEqualTo(10);
    assertThat(page.at("/pictures/0/file").asText()).isEqualTo("<b>no picture.png");
    assertThat(page.at("/pictures/0/cause").asText()).startsWith("the file is not a");
    JsonNode rest =
        PageFixture.json(fixture.call("GET /v1/agent/pictures?state=stored&offset=8&limit=3"));
    assertThat(rest.path("pictures")).hasSize(2);
    assertThat(rest.at("/pictures/0/file").asText()).startsWith("class-0");
  }

  /** A folder that loses most of its pictures looks like an accident until somebody says so. */
  @Test
  void deletionsAreConfirmedByTheirNumber() throws Exception {
    List<Path> files = FolderOutsourcer.files(fixture.nodes.pictures);
    assertThat(
            PageFixture.code(fixture.call("POST /v1/agent/confirm-deletions", "{\"pictures\": 5}")))
        .isEqualTo("no-deletions");
    for (Path file : files.subList(0, 5)) {
      Files.delete(file);
    }
    fixture.until(v -> v.at("/status/pictures/heldDeletions").asInt() == 5);
    assertThat(fixture.call("GET /v1/agent/pictures").body())
        .contains("the file is gone from the folder");

    HttpResponse<String> other =
        fixture.call("POST /v1/agent/confirm-deletions", "{\"pictures\": 4}");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(PageFixture.code(other)).isEqualTo("deletions-changed");
    assertThat(fixture.nodes.intake.node(1)).hasSize(10);

    assertThat(fixture.call("POST /v1/agent/confirm-deletions", "{\"pictures\": 5}").statusCode())
        .isEqualTo(200);
    outsourced(5);
    assertThat(fixture.nodes.intake.node(1)).hasSize(5);
    assertThat(fixture.nodes.intake.node(2)).hasSize(5);
  }

  /** What a node lost is noticed by a look that is asked for, not only twice a day. */
  @Test
  void aLookBringsBackWhatANodeLost() throws Exception {
    String id = fixture.nodes.intake.node(2).keySet().iterator().next();
    fixture.nodes.intake.forget(2, id);
    fixture.call("POST /v1/agent/look");
    fixture.until(v -> fixture.nodes.intake.node(2).size() == 10);
    fixture.until(v -> !fixture.folder.marked(Mark.LOOK));
  }

  @Test
  void thePolicyChangesAndGoesBack() throws Exception {
    String change = "{\"roundsPerDay\": 0, \"pauseHours\": [\"01:00-02:00\"]}";
    JsonNode changed = PageFixture.json(fixture.call("PUT /v1/agent/policy", change));
    assertThat(changed.at("/policy/roundsPerDay").asInt()).isZero();
    assertThat(changed.at("/policy/pauseHours/0").asText()).isEqualTo("01:00-02:00");
    assertThat(changed.at("/policy/cpuPercent").asInt()).isEqualTo(100);
    assertThat(changed.at("/filePolicy/roundsPerDay").asInt()).isEqualTo(10);
    assertThat(changed.path("policyChanged").asBoolean()).isTrue();
    JsonNode more = PageFixture.json(fixture.call("PUT /v1/agent/policy", "{\"cpuPercent\": 50}"));
    assertThat(more.at("/policy/roundsPerDay").asInt()).isZero();

    // The agent keeps to it: a round is not joined.
    fixture.nodes.rounds.open(1, FakeRounds.RULES);
    String next = fixture.until(v -> true).at("/status/nextLook").asText();
    fixture.until(v -> v.at("/status/nextLook").asText().compareTo(next) > 0);
    fixture.until(v -> v.at("/status/nextLook").asText().compareTo(next) > 0);
    assertThat(fixture.nodes.rounds.joins()).isEmpty();

    JsonNode back = PageFixture.json(fixture.call("DELETE /v1/agent/policy"));
    assertThat(back.path("policy")).isEqualTo(back.path("filePolicy"));
    fixture.until(v -> !fixture.nodes.rounds.joins().isEmpty());
  }

  @Test
  void aRoundIsAskedForWithWhatIsNew() throws Exception {
    HttpResponse<String> early = fixture.call("POST /v1/agent/request-round", "{}");
    assertThat(PageFixture.code(early)).isEqualTo("too-many-requests");
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(fixture.nodes.rounds.requests()).containsExactly(10);
    fixture.call("POST /v1/agent/request-round", "{\"pictures\": 3}");
    assertThat(fixture.nodes.rounds.requests()).containsExactly(10, 3);
  }

  @Test
  void roundsThatEndedAreRemembered() throws Exception {
    assertThat(PageFixture.json(fixture.call("GET /v1/agent/rounds"))).isEmpty();
    fixture.nodes.rounds.open(7, FakeRounds.RULES);
    fixture.until(v -> v.at("/status/work/round").asLong() == 7);
    fixture.nodes.rounds.fail("too-few-owners");
    fixture.until(v -> v.at("/status/lastRound/round").asLong() == 7);
    JsonNode rounds = PageFixture.json(fixture.call("GET /v1/agent/rounds"));
    assertThat(rounds.at("/0/outcome/cause").asText()).isEqualTo("too-few-owners");
    assertThat(rounds.at("/0/outcome/result").asText()).isEqualTo("FAILED");
    assertThat(rounds.at("/0/began").asText()).isLessThan(rounds.at("/0/ended").asText());
  }

  @Test
  void leavingNeedsTheWordAndEndsTheAgent() throws Exception {
    List<Integer> left = new CopyOnWriteArrayList<>();
    fixture.nodes.rounds.failures(
        (node, request) -> {
          if (!request.path().equals("/v1/owner/leave")) {
            return null;
          }
          left.add(node);
          return Answer.json(new LeaveAnswer(10, 0, 0, List.of("all gone")));
        });
    for (String body : List.of("{}", "{\"confirm\": \"yes\"}", "{\"confirm\": null}")) {
      HttpResponse<String> no = fixture.call("POST /v1/agent/leave", body);
      assertThat(PageFixture.code(no)).isEqualTo("not-confirmed");
    }
    assertThat(left).isEmpty();

    HttpResponse<String> done =
        fixture.call("POST /v1/agent/leave", "{\"confirm\": \"leave\", \"removeInfluence\": true}");
    assertThat(left).containsExactly(1, 2);
    assertThat(PageFixture.json(done).at("/nodes/1/pictures").asInt()).isEqualTo(10);
    assertThat(PageFixture.json(done).at("/statements/0").asText()).isEqualTo("all gone");
    fixture.agent.await();
    assertThat(PageFixture.json(fixture.call("GET /v1/agent")).path("state").asText())
        .isEqualTo("left");
  }

  /** Neither node was reached: nothing happened, and the agent works on. */
  @Test
  void aLeavingThatFailsLeavesTheAgentRunning() throws Exception {
    fixture.nodes.rounds.failures(
        (node, request) ->
            request.path().equals("/v1/owner/leave")
                ? Answer.problem(500, "broken", "for a while")
                : null);
    HttpResponse<String> failed = fixture.call("POST /v1/agent/leave", "{\"confirm\": \"leave\"}");
    assertThat(PageFixture.code(failed)).isEqualTo("broken");
    fixture.until(v -> v.path("state").asText().equals("running"));
    Files.copy(
        FolderOutsourcer.files(fixture.nodes.pictures).getFirst(),
        fixture.nodes.pictures.resolve("new.png"));
    outsourced(11);
  }

  @Test
  void theDocumentDescribesEveryCallAndNoOther() throws Exception {
    JsonNode paths = JsonMapper.builder().build().readTree(PageHandler.openApi()).path("paths");
    List<String> described = new ArrayList<>();
    paths
        .properties()
        .forEach(
            p ->
                p.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        m ->
                            described.add(
                                m.toUpperCase(java.util.Locale.ROOT) + " " + p.getKey())));
    Set<String> known = new TreeSet<>(new PageCalls(fixture.agent.desk()).names());
    known.addAll(PageHandler.OTHERS);
    assertThat(described).containsExactlyInAnyOrderElementsOf(known);
    assertThat(fixture.send(fixture.request("GET", "/v1/openapi.json", "")).statusCode())
        .isEqualTo(200);
  }
}
