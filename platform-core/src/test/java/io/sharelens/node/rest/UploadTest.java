package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static io.sharelens.node.rest.TestNode.BYTES;
import static io.sharelens.node.rest.TestNode.JSON_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.api.LeaveRequest;
import io.sharelens.api.PartPlan;
import io.sharelens.api.PictureState;
import io.sharelens.api.PictureStatus;
import io.sharelens.api.PrincipalInfo;
import io.sharelens.api.UploadPlan;
import io.sharelens.api.UploadStatus;
import io.sharelens.node.json.CanonicalJson;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Uploads to node 2 (full shares) and node 1 (seeds), whole, broken off and wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadTest {
  private Path root;
  private TestNode node;
  private int test;
  private String p1;
  private String owner;
  private long sharesBefore;
  private String model;
  private final byte[] file = bytes(2500, 1);
  private final byte[] tensor = bytes(4 * 300, 2);

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    root = folder;
    node = TestNode.start(root, 2);
    model = publish(node);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  /** Each test has an owner and a picture of its own. */
  @BeforeEach
  void account() throws Exception {
    test++;
    owner = node.account("anna-" + test, "owner");
    p1 = "picture-" + test;
    sharesBefore = sharesBefore + shares();
  }

  @Test
  void wholeUploadIsStoredAndListed() throws Exception {
    String attempt = upload(p1);
    assertThat(node.runtime.events).contains("stored " + p1);
    PictureStatus[] list = read(node.get("/v1/pictures", owner), PictureStatus[].class);
    assertThat(list).hasSize(1);
    assertThat(list[0].state()).isEqualTo(PictureState.STORED);
    assertThat(list[0].attempt()).isEqualTo(attempt);
    assertThat(list[0].mediaType()).isEqualTo("image/png");
    assertThat(code(node.get("/v1/pictures/" + p1 + "/feature", owner)))
        .isEqualTo("404 no-feature");
  }

  @Test
  void whoLeavesTakesEverythingAlong() throws Exception {
    upload(p1);
    String user = node.account("user-" + test, "user");
    String grant = "/v1/admin/grants/user-" + test + "/anna-" + test;
    assertThat(node.send("PUT", grant, node.admin(), null, null).statusCode()).isEqualTo(204);
    byte[] request = TestNode.json(new LeaveRequest(false));

    assertThat(code(node.send("POST", "/v1/owner/leave", user, request, TestNode.JSON_TYPE)))
        .startsWith("403");
    LeaveAnswer answer =
        read(
            node.send("POST", "/v1/owner/leave", owner, request, TestNode.JSON_TYPE),
            LeaveAnswer.class);

    assertThat(answer.pictures()).isEqualTo(1);
    assertThat(answer.statements()).anyMatch(s -> s.contains("no search finds them"));
    assertThat(node.runtime.events).contains("deleted anna-" + test);
    assertThat(code(node.get("/v1/pictures", owner))).startsWith("401");
    PrincipalInfo[] all =
        read(node.get("/v1/admin/principals", node.admin()), PrincipalInfo[].class);
    assertThat(all)
        .filteredOn(a -> a.name().equals("user-" + test))
        .singleElement()
        .satisfies(a -> assertThat(a.owners()).isEmpty());
    String remove = "/v1/admin/owners/anna-" + test + "/leave";
    assertThat(code(node.send("POST", remove, node.admin(), request, TestNode.JSON_TYPE)))
        .isEqualTo("404 no-such-principal");
  }

  @Test
  void seedsOfSixteenBytesAtNodeOne() throws Exception {
    try (TestNode first = TestNode.start(root, 1)) {
      String token = first.account("anna", "owner");
      String sha = publish(first);
      byte[] seed = bytes(16, 3);
      UploadPlan plan =
          new UploadPlan(
              UUID.randomUUID().toString(),
              "image/png",
              sha,
              List.of(
                  part("file", PartPlan.SEED, PartPlan.BYTES, 2500, seed),
                  part("tensor", PartPlan.SEED, PartPlan.WORDS, 300, seed)));
      assertThat(begin(first, token, p1, plan).statusCode()).isEqualTo(201);
      for (String name : List.of("file", "tensor")) {
        assertThat(chunk(first, token, p1, plan, name, 0, seed).statusCode()).isEqualTo(204);
      }
      assertThat(complete(first, token, p1, plan).statusCode()).isEqualTo(200);

      UploadPlan full = plan(UUID.randomUUID().toString(), sha);
      assertThat(code(begin(first, token, "p2", full))).isEqualTo("400 bad-plan");
    }
  }

  @Test
  void brokenUploadGoesOnAfterARestart() throws Exception {
    UploadPlan plan = plan(UUID.randomUUID().toString(), model);
    begin(node, owner, p1, plan);
    chunk(node, owner, p1, plan, "file", 0, Arrays.copyOf(file, 1000));
    node.close();

    node = TestNode.start(root, 2);
    HttpResponse<byte[]> head = node.send("HEAD", partPath(p1, plan, "file"), owner, null, null);
    assertThat(head.headers().firstValue("Upload-Offset")).hasValue("1000");
    HttpResponse<byte[]> again = begin(node, owner, p1, plan);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(read(again, UploadStatus.class).parts())
        .contains(new UploadStatus.PartOffset("file", 1000, 2500));
    sendAll(plan, "file", file, 1000);
    sendAll(plan, "tensor", tensor, 0);
    assertThat(complete(node, owner, p1, plan).statusCode()).isEqualTo(200);
    node.close();

    node = TestNode.start(root, 2);
    PictureStatus status = read(node.get("/v1/pictures/" + p1, owner), PictureStatus.class);
    assertThat(status.state()).isEqualTo(PictureState.STORED);
    HttpResponse<byte[]> twice = complete(node, owner, p1, plan);
    assertThat(read(twice, UploadStatus.class).state()).isEqualTo(PictureState.STORED);
  }

  @Test
  void onlyTheNextChunkIsTaken() throws Exception {
    UploadPlan plan = plan(UUID.randomUUID().toString(), model);
    begin(node, owner, p1, plan);
    byte[] chunk = Arrays.copyOf(file, 1000);
    assertThat(code(chunk(node, owner, p1, plan, "file", 5, chunk))).isEqualTo("409 wrong-offset");
    chunk(node, owner, p1, plan, "file", 0, chunk);
    HttpResponse<byte[]> repeated = chunk(node, owner, p1, plan, "file", 0, chunk);
    assertThat(code(repeated)).isEqualTo("409 wrong-offset");
    assertThat(repeated.headers().firstValue("Upload-Offset")).hasValue("1000");
    assertThat(code(chunk(node, owner, p1, plan, "file", -1, chunk)))
        .isEqualTo("400 bad-parameter");
    assertThat(code(complete(node, owner, p1, plan))).isEqualTo("409 not-complete");
    chunk(node, owner, p1, plan, "file", 1000, Arrays.copyOfRange(file, 1000, 2000));
    assertThat(code(chunk(node, owner, p1, plan, "file", 2000, chunk)))
        .isEqualTo("413 too-many-bytes");
    assertThat(code(chunk(node, owner, p1, plan, "head", 0, chunk))).isEqualTo("404 no-such-part");
    chunk(node, owner, p1, plan, "file", 2000, Arrays.copyOfRange(file, 2000, 2500));
    sendAll(plan, "tensor", tensor, 0);
    assertThat(complete(node, owner, p1, plan).statusCode()).isEqualTo(200);
  }

  @Test
  void payloadThatIsNotThePlannedOneStartsAgain() throws Exception {
    UploadPlan plan = plan(UUID.randomUUID().toString(), model);
    begin(node, owner, p1, plan);
    sendAll(plan, "tensor", tensor, 0);
    byte[] other = file.clone();
    other[2400]++;
    sendAll(plan, "file", other, 0);
    assertThat(code(complete(node, owner, p1, plan))).isEqualTo("409 hash-mismatch");
    UploadStatus status = read(begin(node, owner, p1, plan), UploadStatus.class);
    assertThat(status.parts())
        .containsExactly(
            new UploadStatus.PartOffset("file", 0, 2500),
            new UploadStatus.PartOffset("tensor", 1200, 1200));
    sendAll(plan, "file", file, 0);
    assertThat(complete(node, owner, p1, plan).statusCode()).isEqualTo(200);
  }

  @Test
  void attemptIsOnlyContinuedWithItsOwnPlan() throws Exception {
    UploadPlan plan = plan(UUID.randomUUID().toString(), model);
    begin(node, owner, p1, plan);
    PartPlan f = plan.parts().getFirst();
    PartPlan other =
        new PartPlan(f.name(), f.form(), f.ring(), f.elements(), f.bytes(), "0".repeat(64));
    UploadPlan changed =
        new UploadPlan(plan.attempt(), "image/png", model, List.of(other, plan.parts().getLast()));
    assertThat(code(begin(node, owner, p1, changed))).isEqualTo("409 attempt-conflict");
    UploadPlan reordered =
        new UploadPlan(plan.attempt(), "image/png", model, plan.parts().reversed());
    assertThat(begin(node, owner, p1, reordered).statusCode()).isEqualTo(201);
  }

  @Test
  void deletedPictureIsGoneWithItsBytesAndItsAttemptNeverComesBack() throws Exception {
    UploadPlan plan = plan(UUID.randomUUID().toString(), model);
    begin(node, owner, p1, plan);
    sendAll(plan, "file", file, 0);
    sendAll(plan, "tensor", tensor, 0);
    complete(node, owner, p1, plan);
    assertThat(shares()).isEqualTo(2);
    HttpResponse<byte[]> r = node.send("DELETE", "/v1/pictures/" + p1, owner, null, null);
    assertThat(r.statusCode()).isEqualTo(204);
    assertThat(node.runtime.events).contains("deleted " + p1);
    assertThat(shares()).isZero();
    assertThat(read(node.get("/v1/pictures", owner), PictureStatus[].class)).isEmpty();
    assertThat(code(node.get("/v1/pictures/" + p1, owner))).isEqualTo("404 no-such-picture");
    assertThat(code(node.send("DELETE", "/v1/pictures/" + p1, owner, null, null)))
        .isEqualTo("404 no-such-picture");
    assertThat(code(begin(node, owner, p1, plan))).isEqualTo("409 attempt-deleted");
    upload(p1);
    assertThat(read(node.get("/v1/pictures", owner), PictureStatus[].class)).hasSize(1);
  }

  @Test
  void newAttemptTakesThePlaceOfOneThatWasNotFinished() throws Exception {
    UploadPlan old = plan(UUID.randomUUID().toString(), model);
    begin(node, owner, p1, old);
    chunk(node, owner, p1, old, "file", 0, Arrays.copyOf(file, 1000));
    String attempt = upload(p1);
    assertThat(read(node.get("/v1/pictures/" + p1, owner), PictureStatus.class).attempt())
        .isEqualTo(attempt);
    assertThat(shares()).isEqualTo(2);
    assertThat(code(chunk(node, owner, p1, old, "file", 1000, new byte[1])))
        .isEqualTo("409 attempt-deleted");
  }

  @Test
  void completeOldAttemptStaysUntilTheNewOneIsIndexed() throws Exception {
    upload(p1);
    upload(p1);
    assertThat(shares()).isEqualTo(4);
  }

  @Test
  void anotherOwnerCannotTouchOrSeeAPicture() throws Exception {
    UploadPlan plan = plan(UUID.randomUUID().toString(), model);
    begin(node, owner, p1, plan);
    String other = node.account("boris-" + test, "owner");
    assertThat(code(begin(node, other, p1, plan))).isEqualTo("409 id-taken");
    assertThat(code(chunk(node, other, p1, plan, "file", 0, new byte[1])))
        .isEqualTo("404 no-such-attempt");
    assertThat(code(complete(node, other, p1, plan))).isEqualTo("404 no-such-attempt");
    assertThat(code(node.get("/v1/pictures/" + p1, other))).isEqualTo("404 no-such-picture");
    assertThat(code(node.send("DELETE", "/v1/pictures/" + p1, other, null, null)))
        .isEqualTo("404 no-such-picture");
    assertThat(new String(node.get("/v1/pictures", other).body())).isEqualTo("[]");
  }

  @Test
  void badPlansAreRefused() throws Exception {
    String id = UUID.randomUUID().toString();
    UploadPlan good = plan(id, model);
    assertThat(code(begin(node, owner, "..%2Fx", good))).startsWith("400");
    assertThat(code(begin(node, owner, "x".repeat(65), good))).isEqualTo("400 bad-id");
    assertThat(code(begin(node, owner, p1, plan("not-a-uuid", model)))).isEqualTo("400 bad-plan");
    assertThat(code(begin(node, owner, p1, plan(id, "f".repeat(64))))).isEqualTo("409 wrong-model");
    UploadPlan half = new UploadPlan(id, "image/png", model, good.parts().subList(0, 1));
    assertThat(code(begin(node, owner, p1, half))).isEqualTo("400 bad-plan");
    UploadPlan huge =
        new UploadPlan(
            id,
            "image/png",
            model,
            List.of(
                new PartPlan("file", "full", "Z256", 100_001, 100_001, "0".repeat(64)),
                good.parts().getLast()));
    assertThat(code(begin(node, owner, p1, huge))).isEqualTo("413 too-large");
    UploadPlan overflow =
        new UploadPlan(
            id,
            "image/png",
            model,
            List.of(
                good.parts().getFirst(),
                new PartPlan("tensor", "full", "Z2^32", 1L << 62, 0, "0".repeat(64))));
    assertThat(code(begin(node, owner, p1, overflow))).isIn("400 bad-plan", "413 too-large");
    for (String body : List.of("", "null", "[]", "{}", "{\"attempt\":null}", "{\"x\":1}", "{")) {
      HttpResponse<byte[]> r =
          node.send("PUT", "/v1/pictures/" + p1, owner, body.getBytes(), JSON_TYPE);
      assertThat(code(r)).as(body).isEqualTo("400 bad-json");
    }
    assertThat(node.get("/v1/pictures", owner).body()).asString().isEqualTo("[]");
  }

  @Test
  void hugeBodiesAreRefusedBeforeTheyAreRead() throws Exception {
    UploadPlan plan = plan(UUID.randomUUID().toString(), model);
    begin(node, owner, p1, plan);
    assertThat(code(chunk(node, owner, p1, plan, "file", 0, new byte[1025])))
        .isEqualTo("413 too-large");
    byte[] document = new byte[(1 << 20) + 1];
    Arrays.fill(document, (byte) ' ');
    assertThat(code(node.send("PUT", "/v1/pictures/p9", owner, document, JSON_TYPE)))
        .isEqualTo("413 too-large");
  }

  @Test
  void quotaBoundsWhatAnOwnerHolds() throws Exception {
    for (int i = 0; i < 5; i++) {
      begin(node, owner, p1 + "-" + i, plan(UUID.randomUUID().toString(), model));
    }
    UploadPlan sixth = plan(UUID.randomUUID().toString(), model);
    assertThat(code(begin(node, owner, p1 + "-5", sixth))).isEqualTo("403 quota");
    node.send("DELETE", "/v1/pictures/" + p1 + "-0", owner, null, null);
    assertThat(begin(node, owner, p1 + "-5", sixth).statusCode()).isEqualTo(201);
  }

  private String upload(String id) throws Exception {
    UploadPlan plan = plan(UUID.randomUUID().toString(), model);
    assertThat(begin(node, owner, id, plan).statusCode()).isEqualTo(201);
    sendAll(id, plan, "file", file, 0);
    sendAll(id, plan, "tensor", tensor, 0);
    assertThat(complete(node, owner, id, plan).statusCode()).isEqualTo(200);
    return plan.attempt();
  }

  private void sendAll(UploadPlan plan, String part, byte[] all, int from) throws Exception {
    sendAll(p1, plan, part, all, from);
  }

  private void sendAll(String id, UploadPlan plan, String part, byte[] all, int from)
      throws Exception {
    for (int at = from; at < all.length; at += 1000) {
      byte[] chunk = Arrays.copyOfRange(all, at, Math.min(all.length, at + 1000));
      HttpResponse<byte[]> r = chunk(node, owner, id, plan, part, at, chunk);
      assertThat(r.statusCode()).isEqualTo(204);
      assertThat(r.headers().firstValue("Upload-Offset")).hasValue("" + (at + chunk.length));
    }
  }

  private UploadPlan plan(String attempt, String sha256) {
    return new UploadPlan(
        attempt,
        "image/png",
        sha256,
        List.of(
            part("file", PartPlan.FULL, PartPlan.BYTES, file.length, file),
            part("tensor", PartPlan.FULL, PartPlan.WORDS, tensor.length / 4, tensor)));
  }

  private static PartPlan part(
      String name, String form, String ring, long elements, byte[] payload) {
    return new PartPlan(name, form, ring, elements, payload.length, CanonicalJson.sha256(payload));
  }

  private long shares() throws Exception {
    try (Stream<Path> files = Files.walk(root.resolve("node2/data/shares/parts"))) {
      return files.filter(Files::isRegularFile).count() - sharesBefore;
    }
  }

  static String publish(TestNode node) throws Exception {
    node.send("POST", "/v1/admin/models", node.admin(), new byte[100], BYTES);
    String sha256 = CanonicalJson.sha256(new byte[100]);
    node.send("POST", "/v1/admin/models/" + sha256 + "/publish", node.admin(), null, null);
    return sha256;
  }

  private static HttpResponse<byte[]> begin(TestNode node, String token, String id, UploadPlan plan)
      throws Exception {
    return node.send("PUT", "/v1/pictures/" + id, token, TestNode.json(plan), JSON_TYPE);
  }

  private static HttpResponse<byte[]> chunk(
      TestNode node, String token, String id, UploadPlan plan, String part, long at, byte[] chunk)
      throws Exception {
    return node.send("PUT", partPath(id, plan, part) + "?offset=" + at, token, chunk, BYTES);
  }

  private static HttpResponse<byte[]> complete(
      TestNode node, String token, String id, UploadPlan plan) throws Exception {
    String path = "/v1/pictures/" + id + "/attempts/" + plan.attempt() + "/complete";
    return node.send("POST", path, token, null, null);
  }

  private static String partPath(String id, UploadPlan plan, String part) {
    return "/v1/pictures/" + id + "/attempts/" + plan.attempt() + "/parts/" + part;
  }

  private static <T> T read(HttpResponse<byte[]> r, Class<T> type) throws Exception {
    return TestNode.JSON.readValue(r.body(), type);
  }

  private static byte[] bytes(int n, int seed) {
    byte[] b = new byte[n];
    new Random(seed).nextBytes(b);
    return b;
  }
}
