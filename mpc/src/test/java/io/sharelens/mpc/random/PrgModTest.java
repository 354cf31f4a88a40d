package io.sharelens.mpc.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrgModTest {
  private static final Seed SEED = Seed.of(new byte[Seed.BYTES]);

  @Test
  void pairsComeFromTheAcceptedWordsInOrder() {
    for (int p : new int[] {2, 3, 67, 101, 127}) {
      byte[] bytes = new byte[40_000];
      new Prg(SEED, 5).bytes(bytes);
      byte[] expected = new byte[15_000];
      int n = 0;
      for (int i = 0; n < expected.length; i += 2) {
        int w = bytes[i] & 0xff | (bytes[i + 1] & 0xff) << 8;
        if (w < 65_536 / (p * p) * p * p) {
          expected[n++] = (byte) (w % p);
          expected[n++] = (byte) (w / p % p);
        }
      }
      byte[] drawn = new byte[expected.length];
      new Prg(SEED, 5).mod(drawn, p);
      assertThat(drawn).as("modulo %s", p).isEqualTo(expected);
    }
  }

  @Test
  void evenPartsAndTheWholeAreTheSame() {
    byte[] whole = new byte[9_000];
    new Prg(SEED, 1).mod(whole, 67);
    Prg parts = new Prg(SEED, 1);
    int from = 0;
    for (int size = 2; from < whole.length; size = 2 + size * 3 % 1010) {
      byte[] part = new byte[Math.min(size, whole.length - from)];
      parts.mod(part, 67);
      assertThat(part).isEqualTo(Arrays.copyOfRange(whole, from, from + part.length));
      from += part.length;
    }
  }

  @Test
  void oddCountsAndOddPositionsLoseWhatIsLeftOfAPair() {
    byte[] six = new byte[6];
    new Prg(SEED, 2).mod(six, 67);
    byte[] three = new byte[3];
    Prg odd = new Prg(SEED, 2);
    odd.mod(three, 67);
    assertThat(three).isEqualTo(Arrays.copyOf(six, 3));
    byte[] next = new byte[2];
    odd.mod(next, 67);
    assertThat(next).isEqualTo(Arrays.copyOfRange(six, 4, 6));

    Prg shifted = new Prg(SEED, 3);
    shifted.bytes(new byte[1]);
    Prg skipped = new Prg(SEED, 3);
    skipped.bytes(new byte[2]);
    byte[] a = new byte[64];
    byte[] b = new byte[64];
    shifted.mod(a, 67);
    skipped.mod(b, 67);
    assertThat(a).isEqualTo(b);
  }

  @Test
  void everyResidueComesEquallyOften() {
    byte[] drawn = new byte[670_000];
    new Prg(SEED, 4).mod(drawn, 67);
    long[] counts = new long[67];
    for (byte b : drawn) {
      counts[b]++;
    }
    double chi = 0;
    for (long c : counts) {
      chi += (c - 10_000.0) * (c - 10_000.0) / 10_000;
    }
    // 66 degrees of freedom: above 160 once in a thousand million seeds, and this seed is fixed.
    assertThat(chi).isLessThan(160);
  }
}
