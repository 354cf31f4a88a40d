package io.sharelens.inference.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.spi.federation.UpdateShare;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UpdateSharesTest {
  private static final int WORDS = 100_003; // more than a buffer, and no multiple of one

  @Test
  void aSeedStandsForItsStreamWhateverTheSizesOfReads() {
    Seed seed = Seed.of(new byte[16]);
    int[] expected = new int[WORDS];
    new Prg(seed, UpdateLayout.STREAM).ints(expected);
    assertThat(readAll(UpdateShares.ofSeed(seed))).isEqualTo(expected);
  }

  @Test
  void aCorrectionIsLittleEndianWords() {
    int[] expected = new int[WORDS];
    Arrays.setAll(expected, i -> i * 0x9e3779b9);
    assertThat(readAll(ofBytes(bytes(expected)))).isEqualTo(expected);
  }

  @Test
  void aShortFileIsNamed() {
    byte[] bytes = bytes(new int[WORDS]);
    assertThatThrownBy(() -> readAll(ofBytes(Arrays.copyOf(bytes, bytes.length - 1))))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("the file is too short");
  }

  private static UpdateShare ofBytes(byte[] bytes) {
    return UpdateShares.ofChannel(Channels.newChannel(new ByteArrayInputStream(bytes)), "the file");
  }

  private static byte[] bytes(int[] words) {
    ByteBuffer b = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    b.asIntBuffer().put(words);
    return b.array();
  }

  private static int[] readAll(UpdateShare share) {
    int[] all = new int[WORDS];
    for (int at = 0, n = 1; at < WORDS; n = Math.min(WORDS - at, 3 * n + 1)) {
      int[] part = new int[n];
      share.read(part);
      System.arraycopy(part, 0, all, at, n);
      at += n;
    }
    return all;
  }
}
