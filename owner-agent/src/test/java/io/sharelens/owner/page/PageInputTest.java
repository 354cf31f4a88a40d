package io.sharelens.owner.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that nobody should make; none of them changes anything, so one agent serves all. */
@Timeout(60)
final class PageInputTest {
  @TempDir static Path temporary;

  private static PageFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = new PageFixture(temporary);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "POST /v1/agent/leave; ; bad-body; 400",
        "POST /v1/agent/leave; [1]; bad-body; 400",
        "POST /v1/agent/leave; {\"confirm\": \"leave\", \"force\": true}; bad-body; 400",
        "POST /v1/agent/confirm-deletions; {\"pictures\": \"many\"}; bad-body; 400",
        "POST /v1/agent/request-round; {\"pictures\": -1}; bad-pictures; 400",
        "PUT /v1/agent/policy; {}; bad-policy; 400",
        "PUT /v1/agent/policy; {\"cpuPercent\": 0}; bad-policy; 400",
        "PUT /v1/agent/policy; {\"pauseHours\": [\"9-5\"]}; bad-policy; 400",
        "PUT /v1/agent/policy; {\"minOwners\": 2}; bad-body; 400",
        "GET /v1/agent/pictures?state=odd; ; bad-state; 400",
        "GET /v1/agent/pictures?limit=501; ; bad-page; 400",
        "GET /v1/agent/pictures?offset=x; ; bad-page; 400",
        "GET /v1/agent/nothing; ; not-found; 404",
        "PUT /v1/agent/pause; {}; not-found; 404"
      })
  void badInputIsExplained(String line, String body, String code, int status) throws Exception {
    HttpResponse<String> answer = fixture.call(line, body == null ? "" : body);
    assertThat(PageFixture.code(answer)).isEqualTo(code);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(PageFixture.json(answer).path("detail").asText()).hasSizeGreaterThan(10);
  }

  @Test
  void hugeBodiesAreNotRead() throws Exception {
    HttpResponse<String> answer =
        fixture.call("PUT /v1/agent/policy", "{\"pauseHours\": [\"" + "x".repeat(70_000) + "\"]}");
    assertThat(answer.statusCode()).isEqualTo(413);
  }
}
