package io.sharelens.mpc.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NarrowWordsTest {
  @Test
  void everyNumberOfBitsComesBack() {
    Random random = new Random(1);
    for (int bits = 0; bits <= 32; bits++) {
      for (int n : new int[] {0, 1, 31, 32, 33, 1000}) {
        int padded = (n + 31) / 32 * 32;
        assertThat(NarrowWords.padded(n)).isEqualTo(padded);
        assertThat(NarrowWords.bytes(n, bits)).isEqualTo(padded * bits / 8);
        int[] v = random.ints(padded).toArray();
        ByteBuffer b = Words.buffer(3 + NarrowWords.bytes(n, bits));
        b.position(3);
        NarrowWords.pack(v, n, bits, b);
        assertThat(b.hasRemaining()).isFalse();
        int[] back = new int[padded];
        NarrowWords.unpack(b.position(3), back, n, bits);
        int mask = (int) ((1L << bits) - 1);
        assertThat(back).isEqualTo(Arrays.stream(v).map(x -> x & mask).toArray());
      }
    }
  }

  /** Each bit on the wire belongs to one number: what is uniform stays so. */
  @Test
  void noBitIsWasted() {
    int[] ones = new int[64];
    Arrays.fill(ones, -1);
    ByteBuffer b = Words.buffer(NarrowWords.bytes(64, 13));
    NarrowWords.pack(ones, 64, 13, b);
    for (byte x : b.array()) {
      assertThat(x).isEqualTo((byte) -1);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    for (int bits : new int[] {-1, 33}) {
      assertThatThrownBy(() -> NarrowWords.pack(new int[32], 1, bits, Words.buffer(200)))
          .isInstanceOf(LensException.class);
    }
    assertThatThrownBy(() -> NarrowWords.unpack(Words.buffer(200), new int[31], 1, 1))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("1 numbers of 1 bits in 31 words");
  }
}
