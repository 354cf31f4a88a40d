package io.sharelens.client.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.client.transport.BearerToken;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentTest {
  private static final String GOOD =
      """
      ca: ca.pem
      nodes:
        - {node: 2, url: "https://b.example:8442", token: two}
        - {node: 1, url: "https://a.example:8441", token_file: one.token}
        - {node: 3, url: "https://c.example:8443"}
      deadline_seconds: 45
      """;

  @TempDir Path folder;

  @BeforeEach
  void token() throws IOException {
    Files.writeString(folder.resolve("one.token"), "one\n");
  }

  private Deployment read(String yaml) throws IOException {
    return Deployment.read(Files.writeString(folder.resolve("user.yaml"), yaml));
  }

  @Test
  void nodesComeInTheOrderOfTheirNumbers() throws IOException {
    Deployment deployment = read(GOOD);

    assertThat(deployment.nodes()).extracting(n -> n.node()).containsExactly(1, 2, 3);
    assertThat(deployment.nodes().get(0).url()).hasToString("https://a.example:8441");
    assertThat(deployment.nodes().get(0).token()).isNotNull();
    assertThat(deployment.nodes().get(2).token()).isNull();
    assertThat(deployment.ca()).isEqualTo(folder.resolve("ca.pem"));
    assertThat(deployment.deadline()).isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void tokensAreNotShown() throws IOException {
    assertThat(read(GOOD).toString()).doesNotContain("two");
    assertThat(new BearerToken("secret").toString()).doesNotContain("secret");
  }

  @Test
  void mistakesAreNamed() {
    assertBad(GOOD + "colour: red\n", "colour");
    assertBad(GOOD.replace("token: two", "tokn: two"), "tokn");
    assertBad(GOOD.replace("https://b", "http://b"), "https");
    assertBad(GOOD.replace("node: 3", "node: 2"), "node 2 2 times");
    assertBad(GOOD.replace("node: 3", "node: 4"), "node 3 0 times");
    assertBad(GOOD.replace("one.token", "none.token"), "none.token");
    assertBad(GOOD.replace("token: two", "token: two, token_file: one.token"), "more than one");
    assertBad(GOOD.replace("45", "-1"), "deadline_seconds");
    assertBad("nodes: 7\n", "user.yaml");
    assertBad("", "user.yaml");
  }

  private void assertBad(String yaml, String inMessage) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-deployment"))
        .hasMessageContaining(inMessage);
  }
}
