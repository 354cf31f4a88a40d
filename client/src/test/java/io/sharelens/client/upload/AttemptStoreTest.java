package io.sharelens.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttemptStoreTest {
  @TempDir Path folder;

  private AttemptStore store() {
    return new AttemptStore(folder.resolve("attempts"), new SecureRandom());
  }

  private static PreparedPicture picture(String id, int content, String model) {
    byte[] file = new byte[100];
    file[50] = (byte) content;
    return new PreparedPicture(id, file, new int[] {1, content}, model, "image/png");
  }

  @Test
  void aRestartGoesOnWithTheSamePayload() {
    Attempt before = store().begin(picture("p", 1, "m"));
    Attempt after = store().begin(picture("p", 1, "m"));

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.plan(1)).isEqualTo(before.plan(1));
    assertThat(after.plan(2)).isEqualTo(before.plan(2));
    for (int i = 0; i < 2; i++) {
      assertThat(after.second().get(i).bytes()).isEqualTo(before.second().get(i).bytes());
    }
  }

  /** The same seed with another content would give node 2 the difference of the two. */
  @Test
  void anotherContentGetsOtherSeedsAndAnotherAttempt() {
    Attempt before = store().begin(picture("p", 1, "m"));
    Attempt after = store().begin(picture("p", 2, "m"));

    assertOther(before, after);
  }

  @Test
  void anotherModelAnotherPictureAndAFinishedAttemptGetOtherSeeds() {
    AttemptStore store = store();
    Attempt first = store.begin(picture("p", 1, "m"));
    assertOther(first, store.begin(picture("p", 1, "n")));
    assertOther(first, store.begin(picture("q", 1, "m")));
    store.end("q");
    assertThat(store.pending("q")).isFalse();
    Attempt again = store.begin(picture("q", 1, "m"));
    assertThat(store.pending("q")).isTrue();
    assertOther(first, again);
  }

  private static void assertOther(Attempt before, Attempt after) {
    assertThat(after.id()).isNotEqualTo(before.id());
    for (int i = 0; i < 2; i++) {
      assertThat(after.first().get(i).bytes()).isNotEqualTo(before.first().get(i).bytes());
      assertThat(after.second().get(i).bytes()).isNotEqualTo(before.second().get(i).bytes());
    }
  }

  /** A user who is given the file's seed must not learn the tensor's share. */
  @Test
  void fileAndTensorHaveSeedsOfTheirOwn() {
    Attempt attempt = store().begin(picture("p", 1, "m"));

    assertThat(attempt.first().get(0).bytes()).isNotEqualTo(attempt.first().get(1).bytes());
  }

  @Test
  void seedsAreForTheOwnersEyesOnly() throws IOException {
    store().begin(picture("../p", 1, "m"));

    try (var files = Files.list(folder.resolve("attempts"))) {
      Path file = files.toList().getFirst();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }
}
