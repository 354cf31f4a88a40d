package io.sharelens.owner.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.inference.update.UpdateShares;
import io.sharelens.mpc.random.Seed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateSpoolTest {
  private static final int WEIGHTS = 3 * UpdateEncoder.BLOCK + 5;

  @TempDir private Path folder;

  private final UpdateEncoder update = update();

  private static UpdateEncoder update() {
    float[] after = new float[WEIGHTS];
    for (int i = 0; i < WEIGHTS; i++) {
      after[i] = (i % 1001 - 500) * 1e-4f;
    }
    return new UpdateEncoder(
        Map.of("w", UpdateEncoderTest.tensor(new float[WEIGHTS])),
        Map.of("w", UpdateEncoderTest.tensor(after)),
        17,
        2.5,
        UpdateEncoderTest.rules(1e6, 0.5, 0),
        new SecureRandom());
  }

  @Test
  void seedAndCorrectionAddUpToTheUpdate() throws Exception {
    Seed seed = Seed.fresh(new SecureRandom());
    Path file = folder.resolve("correction");
    UpdateSpool.Digests digests = UpdateSpool.write(update, seed, file);
    assertThat(digests.words()).isEqualTo(WEIGHTS + 1);
    assertThat(Files.size(file)).isEqualTo(update.layout().bytes());
    assertThat(digests.correctionSha256()).isEqualTo(sha256(Files.readAllBytes(file)));
    assertThat(digests.seedSha256()).isEqualTo(sha256(seed.bytes()));

    int[] first = new int[WEIGHTS + 1];
    UpdateShares.ofSeed(seed).read(first);
    int[] second = new int[WEIGHTS + 1];
    try (FileChannel channel = FileChannel.open(file)) {
      UpdateShares.ofChannel(channel, "correction").read(second);
    }
    for (int b = 0; b < update.blocks(); b++) {
      int[] words = new int[update.length(b)];
      update.encode(b, words);
      int start = (int) update.start(b);
      for (int i = 0; i < words.length; i++) {
        assertThat(first[start + i] + second[start + i]).isEqualTo(words[i]);
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    Seed seed = Seed.fresh(new SecureRandom());
    UpdateSpool.Digests once = UpdateSpool.write(update, seed, folder.resolve("a"));
    assertThat(UpdateSpool.write(update, seed, folder.resolve("b"))).isEqualTo(once);
  }

  @Test
  void aFullDiskEndsBothThreads() {
    Seed seed = Seed.fresh(new SecureRandom());
    for (int bad = 0; bad < update.blocks(); bad++) {
      long place = update.start(bad) * Integer.BYTES;
      assertThatThrownBy(
              () ->
                  UpdateSpool.share(
                      update,
                      seed,
                      (position, bytes) -> {
                        if (position == place) {
                          throw new IOException("the disk is full");
                        }
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is full");
    }
  }

  @Test
  void wordsOfAnUpdateAreAStreamOfTheirOwn() {
    assertThat(UpdateLayout.STREAM).isNotIn(1L, 2L);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
