package io.sharelens.mpc.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void wordsAreLittleEndian() {
    assertThat(Words.of(new int[] {0x04030201}).array()).containsExactly(1, 2, 3, 4);
    assertThat(Words.of(new long[] {0x0807060504030201L}).array())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void partsOfArraysGoToAndFromThePosition() {
    ByteBuffer b = Words.buffer(21).put((byte) 9);
    Words.put(b, new int[] {1, 2, 3, 4}, 1, 3);
    Words.put(b, new long[] {-1, -2}, 1, 1);
    assertThat(b.remaining()).isZero();
    b.flip().get();
    int[] ints = new int[4];
    long[] longs = new long[2];
    Words.get(b, ints, 0, 3);
    Words.get(b, longs, 1, 1);
    assertThat(ints).containsExactly(2, 3, 4, 0);
    assertThat(longs).containsExactly(0, -2);
  }
}
