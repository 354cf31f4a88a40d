package io.sharelens.owner.outsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.client.FakeIntake;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakePlatform;
import io.sharelens.client.OwnerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.photos.PictureGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderOutsourcerTest {
  @TempDir Path folder;

  private final FakeIntake intake = new FakeIntake();
  private final List<OutsourceProgress> progress = new ArrayList<>();
  private FakePlatform platform;
  private OwnerClient client;
  private Path pictures;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    platform.behave(intake);
    client = OwnerClient.open(platform.deployment(), state());
    pictures = new PictureGenerator(16, 16, 3).write(folder.resolve("pictures"), 2, 3);
  }

  @AfterEach
  void stop() {
    client.close();
    platform.close();
  }

  private Path state() {
    return folder.resolve("state");
  }

  private Path picture(int number) {
    return pictures.resolve("class-00").resolve("picture-00" + number + ".png");
  }

  private OutsourceReport run(boolean deleteMissing) {
    try (FolderOutsourcer outsourcer = new FolderOutsourcer(client, state())) {
      return outsourcer.run(pictures, deleteMissing, progress::add);
    }
  }

  @Test
  void everyPictureGoesOnceAndOthersAreReported() throws IOException {
    Files.writeString(pictures.resolve("notes.txt"), "no picture");
    Files.write(
        pictures.resolve("broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    Files.writeString(pictures.resolve(".hidden"), "not looked at");

    OutsourceReport report = run(false);

    assertThat(report.added()).isEqualTo(6);
    assertThat(report.skipped())
        .extracting(OutsourceReport.Skipped::code)
        .containsExactlyInAnyOrder("picture-unsupported", "picture-broken");
    assertThat(intake.node(1)).hasSize(6);
    assertThat(progress).hasSize(8);
    assertThat(progress.getLast().done()).isEqualTo(8);

    OutsourceReport again = run(false);
    assertThat(again.unchanged()).isEqualTo(6);
    assertThat(again.added() + again.replaced() + again.repaired()).isZero();
  }

  @Test
  void idsSayNothingOfNames() {
    run(false);

    assertThat(intake.node(1).keySet()).allMatch(id -> id.matches("[0-9a-f-]{36}"));
  }

  @Test
  void aChangedPictureKeepsItsIdAndGetsANewAttempt() throws IOException {
    run(false);
    var before = intake.node(1);
    Files.copy(picture(1), picture(0), StandardCopyOption.REPLACE_EXISTING);

    OutsourceReport report = run(false);

    assertThat(report.replaced()).isEqualTo(1);
    assertThat(report.unchanged()).isEqualTo(5);
    var after = intake.node(1);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.keySet())
        .filteredOn(id -> !after.get(id).attempt().equals(before.get(id).attempt()))
        .hasSize(1);
  }

  @Test
  void aShareThatReachedOneNodeIsRepairedByRunningAgain() {
    intake.fail(
        (node, request) ->
            node == 2 && request.path().endsWith("/complete")
                ? Answer.problem(400, "test", "node 2 fails")
                : null);
    assertThatThrownBy(() -> run(false)).isInstanceOf(LensException.class);
    intake.fail((node, request) -> null);

    OutsourceReport report = run(false);

    assertThat(report.held()).isEqualTo(6);
    assertThat(intake.node(1)).hasSize(6);
    assertThat(intake.node(2)).hasSize(6);
    intake
        .node(1)
        .forEach(
            (id, held) -> {
              assertThat(held.complete()).isTrue();
              assertThat(intake.node(2).get(id).complete()).isTrue();
              assertThat(intake.node(2).get(id).attempt()).isEqualTo(held.attempt());
            });
  }

  /** A run that ends in the middle interrupts its threads; the map must live on. */
  @Test
  void theMapIsUsableAfterAFailedRun() {
    AtomicInteger calls = new AtomicInteger();
    try (FolderOutsourcer outsourcer = new FolderOutsourcer(client, state())) {
      intake.fail(
          (node, request) ->
              node == 1 && request.path().endsWith("/complete") && calls.incrementAndGet() % 3 == 0
                  ? Answer.problem(400, "test", "some fail")
                  : null);
      for (int i = 0; i < 3; i++) {
        try {
          outsourcer.run(pictures, false, p -> {});
        } catch (LensException e) {
          assertThat(e.code()).isIn("test", "interrupted");
        }
      }
      intake.fail((node, request) -> null);

      assertThat(outsourcer.run(pictures, false, p -> {}).held()).isEqualTo(6);
    }
  }

  @Test
  void aPictureThatANodeLostIsRepaired() {
    run(false);
    String id = intake.node(1).keySet().iterator().next();
    intake.forget(2, id);

    OutsourceReport report = run(false);

    assertThat(report.repaired()).isEqualTo(1);
    assertThat(intake.node(2).get(id).attempt()).isEqualTo(intake.node(1).get(id).attempt());
  }

  @Test
  void filesThatAreGoneAreDeletedOnRequestOnly() throws IOException {
    run(false);
    Files.delete(picture(0));

    assertThat(run(false).deleted()).isZero();
    assertThat(intake.node(1)).hasSize(6);
    assertThat(run(true).deleted()).isEqualTo(1);
    assertThat(intake.node(1)).hasSize(5);
    assertThat(intake.node(2)).hasSize(5);
  }

  @Test
  void oneFileCanBeDeletedAndComesBackUnderAnotherId() {
    run(false);
    var before = intake.node(1).keySet();
    try (FolderOutsourcer outsourcer = new FolderOutsourcer(client, state())) {
      assertThat(outsourcer.delete(picture(0))).isTrue();
      assertThat(outsourcer.delete(picture(0))).isFalse();
    }
    assertThat(intake.node(2)).hasSize(5);

    assertThat(run(false).added()).isEqualTo(1);
    assertThat(intake.node(1)).hasSize(6);
    assertThat(intake.node(1).keySet()).isNotEqualTo(before);
  }

  @Test
  void oneStateHasOneUser() {
    try (FolderOutsourcer outsourcer = new FolderOutsourcer(client, state())) {
      assertThatThrownBy(() -> new FolderOutsourcer(client, state()))
          .isInstanceOfSatisfying(
              LensException.class, e -> assertThat(e.code()).isEqualTo("state-in-use"));
      assertThat(outsourcer.map().entries()).isEmpty();
    }
  }

  @Test
  void aLineThatACrashCutShortIsDropped() throws IOException {
    run(false);
    Path map = state().resolve("pictures.jsonl");
    Files.writeString(map, Files.readString(map) + "{\"path\": \"/x");

    assertThat(run(false).unchanged()).isEqualTo(6);
    assertThat(run(false).unchanged()).isEqualTo(6);
  }
}
