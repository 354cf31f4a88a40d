package io.sharelens.mpc.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 1000})
  void sevenBitFieldsComeBack(int n) {
    byte[] values = new byte[n + 3];
    Random random = new Random(n);
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) random.nextInt(128);
    }
    ByteBuffer b = Words.buffer(2 + Words.packed7(n)).put((byte) 1);
    Words.put7(b, values, 2, n);
    assertThat(b.remaining()).isEqualTo(1);
    b.flip().get();
    byte[] got = new byte[n + 3];
    Words.get7(b, got, 2, n);
    assertThat(b.remaining()).isZero();
    for (int i = 0; i < n; i++) {
      assertThat(got[2 + i]).isEqualTo(values[2 + i]);
    }
    assertThat(got[0]).isZero();
    assertThat(got[n + 2]).isZero();
  }

  @Test
  void sevenBitFieldsAreADenseStream() {
    ByteBuffer b = Words.buffer(Words.packed7(9));
    Words.put7(b, new byte[] {1, 0, 0, 0, 0, 0, 0, 127, 3}, 0, 9);
    assertThat(b.array()).containsExactly(1, 0, 0, 0, 0, 0, 0xfe, 3);
  }

  @Test
  void largerValuesAreRefused() {
    byte[] values = new byte[11];
    values[10] = (byte) 128;
    assertThatThrownBy(() -> Words.put7(Words.buffer(10), values, 0, 11))
        .isInstanceOf(LensException.class);
  }
}
