package io.sharelens.mpc.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrgModTest {
  private static final Seed SEED = Seed.of(new byte[Seed.BYTES]);

  @Test
  void residuesAreTheAcceptedBytesInOrder() {
    for (int p : new int[] {2, 3, 67, 101, 127}) {
      byte[] bytes = new byte[40_000];
      new Prg(SEED, 5).bytes(bytes);
      byte[] expected = new byte[15_000];
      int n = 0;
      for (int i = 0; n < expected.length; i++) {
        int b = bytes[i] & 0xff;
        if (b < 256 / p * p) {
          expected[n++] = (byte) (b % p);
        }
      }
      byte[] drawn = new byte[expected.length];
      new Prg(SEED, 5).mod(drawn, p);
      assertThat(drawn).as("modulo %s", p).isEqualTo(expected);
    }
  }

  @Test
  void sizesOfCallsDoNotMatter() {
    byte[] whole = new byte[9_000];
    new Prg(SEED, 1).mod(whole, 67);
    Prg parts = new Prg(SEED, 1);
    for (int from = 0, size = 1; from < whole.length; from += size, size = size * 3 % 1009) {
      byte[] part = new byte[Math.min(size, whole.length - from)];
      parts.mod(part, 67);
      assertThat(part).isEqualTo(Arrays.copyOfRange(whole, from, from + part.length));
      size = part.length;
    }
  }
}
