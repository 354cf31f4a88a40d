package io.sharelens.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.StagedModel;
import io.sharelens.client.FakeNode;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.TestCertificates;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeConnectionTest {
  private static final TestCertificates CERTIFICATES = new TestCertificates();
  private static final Retries QUICK = new Retries(3, Duration.ofMillis(5), Duration.ofMillis(10));

  @TempDir Path folder;

  private FakeNode node;
  private NodeConnection connection;

  @BeforeEach
  void start() throws IOException {
    node = new FakeNode(CERTIFICATES, r -> Answer.json(new StagedModel("abc")));
    connection = connect(node.url(), CERTIFICATES);
  }

  private NodeConnection connect(URI url, TestCertificates certificates) throws IOException {
    SSLContext trust = Trust.authorities(certificates.write(folder.resolve("ca.pem")));
    return new NodeConnection(
        new NodeAddress(2, url, new BearerToken("secret-token")), trust, QUICK);
  }

  @AfterEach
  void stop() {
    connection.close();
    node.close();
  }

  @Test
  void sendsTheTokenAndReadsTheAnswer() {
    StagedModel answer = connection.json(Call.get("/v1/x?y=1"), StagedModel.class);

    assertThat(answer.sha256()).isEqualTo("abc");
    assertThat(node.requests().getFirst().token()).isEqualTo("Bearer secret-token");
    assertThat(node.requests().getFirst().query()).isEqualTo("y=1");
  }

  @Test
  void aProblemKeepsItsCodeAndNamesTheNode() {
    node.behave(r -> Answer.problem(403, "no-grant", "nobody has granted you anything"));

    assertFails(() -> connection.run(Call.get("/")), ErrorKind.USER, "no-grant", "node 2", "c-1");
    assertThat(node.requests()).hasSize(1);
  }

  @Test
  void aBareStatusIsAnErrorToo() {
    node.behave(r -> new Answer(401, "text/plain", "go away".getBytes()));

    assertFails(() -> connection.run(Call.get("/a")), ErrorKind.USER, "unauthorized", "GET /a");
  }

  @Test
  void repeatableCallsAreRepeatedWhileTheNodeIsBusy() {
    AtomicInteger calls = new AtomicInteger();
    node.behave(
        r ->
            calls.incrementAndGet() < 3
                ? Answer.problem(503, "stopping", "later")
                : Answer.json(new StagedModel("late")));

    assertThat(connection.json(Call.get("/"), StagedModel.class).sha256()).isEqualTo("late");
    assertThat(calls).hasValue(3);
  }

  @Test
  void repeatingEnds() {
    node.behave(r -> Answer.problem(503, "stopping", "later"));

    assertFails(() -> connection.run(Call.get("/")), ErrorKind.RESOURCES, "stopping", "later");
    assertThat(node.requests()).hasSize(3);
  }

  @Test
  void otherCallsAreSentOnce() {
    node.behave(r -> Answer.problem(503, "stopping", "later"));

    assertFails(
        () -> connection.run(Call.post("/", new StagedModel("x"))),
        ErrorKind.RESOURCES,
        "stopping",
        "later");
    assertThat(node.requests()).hasSize(1);
  }

  @Test
  void theDeadlineCoversTheWait() {
    node.behave(
        r -> {
          Thread.sleep(20_000);
          return null;
        });
    long begin = System.nanoTime();

    assertFails(
        () -> connection.run(Call.get("/slow").within(Duration.ofMillis(300))),
        ErrorKind.RESOURCES,
        "node-timeout",
        "GET /slow");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aNodeThatIsDownIsNamed() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (NodeConnection down = connect(URI.create("https://127.0.0.1:" + port), CERTIFICATES)) {
      assertFails(
          () -> down.run(Call.get("/")), ErrorKind.RESOURCES, "node-unreachable", ":" + port);
    }
  }

  @Test
  void aStrangersCertificateIsRefused() throws IOException {
    try (NodeConnection strict = connect(node.url(), new TestCertificates())) {
      assertFails(() -> strict.run(Call.get("/")), ErrorKind.USER, "wrong-certificate", "node 2");
    }
    assertThat(node.requests()).isEmpty();
  }

  @Test
  void garbageIsAProtocolError() {
    node.behave(r -> new Answer(200, "application/json", "{".getBytes()));

    assertFails(
        () -> connection.json(Call.get("/"), StagedModel.class),
        ErrorKind.PROTOCOL,
        "bad-answer",
        "node 2");
  }

  @Test
  void aFailedDownloadIsAnErrorAndNoFile() {
    node.behave(r -> Answer.problem(404, "model-unknown", "no such model"));
    Path to = folder.resolve("download");

    assertFails(
        () -> connection.download(Call.get("/m"), to), ErrorKind.USER, "model-unknown", "model");
    assertThat(Files.exists(to)).isFalse();
  }

  @Test
  void aFileWithoutCertificatesIsNoCa() throws IOException {
    Path pem = Files.writeString(folder.resolve("empty.pem"), "nothing\n");

    assertFails(() -> Trust.authorities(pem), ErrorKind.USER, "bad-ca", "empty.pem");
  }

  private static void assertFails(
      ThrowingCallable call, ErrorKind kind, String code, String... inMessage) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LensException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.getMessage()).contains(inMessage).doesNotContain("secret-token");
            });
  }
}
