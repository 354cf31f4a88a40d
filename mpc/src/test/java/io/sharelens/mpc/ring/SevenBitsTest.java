package io.sharelens.mpc.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SevenBitsTest {
  @Test
  void numbersComeBackAtEveryLength() {
    SplittableRandom random = new SplittableRandom(7);
    for (int n = 0; n < 140; n++) {
      byte[] values = new byte[n];
      for (int i = 0; i < n; i++) {
        values[i] = (byte) random.nextInt(67);
      }
      ByteBuffer wire = ByteBuffer.allocate(SevenBits.bytes(n) + 3).position(3);
      SevenBits.pack(values, wire);
      assertThat(wire.hasRemaining()).isFalse();
      byte[] back = new byte[n];
      wire.position(3);
      SevenBits.unpack(wire, back, 67);
      assertThat(back).isEqualTo(values);
      assertThat(wire.hasRemaining()).isFalse();
    }
  }

  @Test
  void packingTouchesNothingBehindItsBytes() {
    ByteBuffer wire = ByteBuffer.allocate(15);
    wire.put(14, (byte) 99);
    SevenBits.pack(new byte[16], wire);
    assertThat(wire.position()).isEqualTo(14);
    assertThat(wire.get(14)).isEqualTo((byte) 99);
  }

  @Test
  void eightNumbersTakeSevenBytesLowestFirst() {
    ByteBuffer wire = ByteBuffer.allocate(7);
    SevenBits.pack(new byte[] {1, 1, 0, 0, 0, 0, 0, 64}, wire);
    assertThat(wire.array()).containsExactly(0x81, 0, 0, 0, 0, 0, 0x80);
  }

  @Test
  void numbersAboveTheModulusAreRefused() {
    ByteBuffer wire = ByteBuffer.allocate(SevenBits.bytes(9));
    SevenBits.pack(new byte[] {1, 2, 3, 67, 5, 6, 7, 8, 9}, wire);
    assertThatThrownBy(() -> SevenBits.unpack(wire.flip(), new byte[9], 67))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("67");
  }

  @Test
  void aNumberAboveTheModulusIsNoticedAtEveryPlace() {
    for (int n = 1; n < 40; n++) {
      for (int at = 0; at < n; at++) {
        byte[] values = new byte[n];
        values[at] = 67;
        ByteBuffer wire = ByteBuffer.allocate(SevenBits.bytes(n));
        SevenBits.pack(values, wire);
        byte[] back = new byte[n];
        assertThatThrownBy(() -> SevenBits.unpack(wire.flip(), back, 67))
            .isInstanceOf(LensException.class);
        SevenBits.unpack(wire.flip(), back, 68);
        assertThat(back).isEqualTo(values);
      }
    }
  }

  @Test
  void numbersOfEightBitsAreNotPacked() {
    for (int at = 0; at < 19; at++) {
      byte[] values = new byte[19];
      values[at] = (byte) 128;
      assertThatThrownBy(() -> SevenBits.pack(values, ByteBuffer.allocate(17)))
          .isInstanceOf(LensException.class);
    }
  }
}
