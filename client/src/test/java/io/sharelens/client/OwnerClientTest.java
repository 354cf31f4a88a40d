package io.sharelens.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.FeatureShare;
import io.sharelens.api.PartPlan;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeNode.Request;
import io.sharelens.client.reconstruct.OwnFeature;
import io.sharelens.client.reconstruct.Reconstruction;
import io.sharelens.client.upload.OwnPicture;
import io.sharelens.mpc.error.LensException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerClientTest {
  @TempDir Path folder;

  private final FakeIntake intake = new FakeIntake();
  private FakePlatform platform;
  private OwnerClient client;
  private Path picture;
  private byte[] file;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    platform.behave(intake);
    client = open();
    picture = folder.resolve("picture.png");
    paint(1);
  }

  private OwnerClient open() throws IOException {
    return OwnerClient.open(platform.deployment(), folder.resolve("state"));
  }

  private void paint(long seed) throws IOException {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 600; i++) {
      image.setRGB(i % 30, i / 30, random.nextInt());
    }
    ImageIO.write(image, "png", picture.toFile());
    file = Files.readAllBytes(picture);
  }

  @AfterEach
  void stop() {
    client.close();
    platform.close();
  }

  private void assertWhole(String id) {
    FakeIntake.Held first = intake.node(1).get(id);
    FakeIntake.Held second = intake.node(2).get(id);
    assertThat(first.complete()).isTrue();
    assertThat(second.complete()).isTrue();
    assertThat(first.attempt()).isEqualTo(second.attempt());
    assertThat(
            Reconstruction.file(
                PartPlan.SEED,
                first.part(PartPlan.FILE),
                PartPlan.FULL,
                second.part(PartPlan.FILE),
                file.length))
        .isEqualTo(file);
  }

  @Test
  void aPictureReachesBothNodesInChunks() {
    client.outsource("p", picture);

    assertWhole("p");
    assertThat(intake.node(1).get("p").part(PartPlan.FILE)).hasSize(16);
    assertThat(intake.node(2).get("p").part(PartPlan.TENSOR)).hasSize(4 * 3 * 8 * 8);
    assertThat(platform.node(2).requests())
        .filteredOn(r -> r.path().endsWith("/parts/file"))
        .hasSize((file.length + 399) / 400)
        .allMatch(r -> r.body().length <= 400);
    assertThat(client.pending("p")).isFalse();
    assertThat(client.pictures()).extracting(OwnPicture::state).containsExactly("stored");
  }

  @Test
  void aBrokenUploadGoesOnAfterARestartWithTheSameBytes() throws IOException {
    AtomicInteger chunks = new AtomicInteger();
    intake.fail(
        (node, request) ->
            node == 2 && request.path().contains("/parts/") && chunks.incrementAndGet() > 2
                ? Answer.problem(400, "test", "stop here")
                : null);
    assertThatThrownBy(() -> client.outsource("p", picture)).isInstanceOf(LensException.class);
    assertThat(client.pending("p")).isTrue();
    String attempt = intake.node(2).get("p").attempt();
    byte[] begun = intake.node(2).get("p").part(PartPlan.FILE);
    assertThat(begun).hasSize(800);
    assertThat(client.pictures()).extracting(OwnPicture::state).containsExactly("incomplete");
    client.close();
    intake.fail((node, request) -> null);
    client = open();

    client.outsource("p", picture);

    assertThat(intake.node(2).get("p").attempt()).isEqualTo(attempt);
    assertThat(intake.node(2).get("p").part(PartPlan.FILE)).startsWith(begun);
    assertWhole("p");
  }

  @Test
  void aPictureThatChangedMeanwhileIsANewAttempt() throws IOException {
    intake.fail((node, request) -> node == 2 ? Answer.problem(400, "test", "stop here") : null);
    assertThatThrownBy(() -> client.outsource("p", picture)).isInstanceOf(LensException.class);
    intake.fail((node, request) -> null);
    paint(2);

    client.outsource("p", picture);

    assertWhole("p");
  }

  @Test
  void aChunkWhoseAnswerWasLostIsNotSentTwice() {
    AtomicInteger lost = new AtomicInteger();
    platform.behave(
        (node, request) -> {
          Answer answer = intake.answer(node, request);
          boolean drop =
              node == 2 && request.path().contains("/parts/") && lost.getAndIncrement() == 1;
          return drop ? Answer.problem(503, "stopping", "took it, but did not say so") : answer;
        });

    client.outsource("p", picture);

    assertWhole("p");
  }

  @Test
  void anAttemptThatANodeNeverTakesIsDropped() {
    intake.fail(
        (node, request) ->
            node == 1 ? Answer.problem(409, "attempt-deleted", "deleted meanwhile") : null);
    assertThatThrownBy(() -> client.outsource("p", picture)).isInstanceOf(LensException.class);

    assertThat(client.pending("p")).isFalse();
  }

  @Test
  void deletingWorksWhereverThePictureIs() {
    client.outsource("p", picture);
    client.delete("p");
    client.delete("p");

    assertThat(intake.node(1)).isEmpty();
    assertThat(intake.node(2)).isEmpty();
  }

  @Test
  void aPictureAtOneNodeIsShownAsIncomplete() {
    client.outsource("p", picture);
    platform.behave(
        (node, request) ->
            node == 2 && request.line().equals("GET /v1/pictures")
                ? Answer.json(new Object[0])
                : intake.answer(node, request));

    OwnPicture own = client.pictures().getFirst();

    assertThat(own.state()).isEqualTo("incomplete");
    assertThat(own.cause()).contains("node 1");
  }

  @Test
  void ownFeaturesAreAddedUp() {
    platform.behave((node, request) -> feature(request, node == 1 ? "a" : "a", node));
    OwnFeature feature = client.feature("p");

    assertThat(feature.values()).containsExactly(1.5f, -0.25f);

    platform.behave((node, request) -> feature(request, node == 1 ? "a" : "b", node));
    assertThatThrownBy(() -> client.feature("p"))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("shares-differ"));
  }

  private static Answer feature(Request request, String attempt, int node) {
    int[] words = node == 1 ? new int[] {1000, 77} : new int[] {96 - 1000, -16 - 77};
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(words);
    return request.line().equals("GET /v1/pictures/p/feature")
        ? Answer.json(
            new FeatureShare(attempt, "m", 2, 6, Base64.getEncoder().encodeToString(bytes.array())))
        : null;
  }
}
