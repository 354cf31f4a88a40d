package io.sharelens.owner.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PageEventsTest {
  @TempDir Path temporary;

  private PageFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new PageFixture(temporary);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static String until(BufferedReader in, String event, String part) throws IOException {
    String name = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ") && name.equals(event) && line.contains(part)) {
        return line;
      }
    }
    return "";
  }

  @Test
  void changesComeByThemselvesAndTheEndIsSaid() throws Exception {
    HttpResponse<InputStream> events =
        HttpClient.newHttpClient()
            .send(
                fixture
                    .request("GET", "/v1/agent/events", "")
                    .header("Cookie", fixture.signIn())
                    .build(),
                BodyHandlers.ofInputStream());
    assertThat(events.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      assertThat(until(in, "agent", "\"held\":10")).contains("\"state\":\"running\"");
      fixture.call("POST /v1/agent/pause");
      assertThat(until(in, "agent", "\"state\":\"paused\"")).isNotEmpty();
      assertThat(until(in, "alive", "")).isEqualTo("data: 1");
      fixture.page.close();
      assertThat(until(in, "end", "")).isEqualTo("data: 1");
      assertThat(in.readLine()).isEmpty();
      assertThat(in.readLine()).isNull();
    }
  }
}
