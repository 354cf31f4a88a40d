package io.sharelens.mpc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Both implementations against arithmetic one number at a time, largest numbers included. */
class ResiduePlanesTest {
  private static final ResiduePlanes[] BOTH = {new ScalarResidues(), new VectorResidues()};
  private static final int P = 67;
  private final SplittableRandom random = new SplittableRandom(1);

  private byte[] residues(int n) {
    byte[] b = new byte[n];
    for (int i = 0; i < n; i++) {
      b[i] = (byte) (i % 3 == 0 ? 66 : random.nextInt(P));
    }
    return b;
  }

  @Test
  void reductionIsRightForEveryArgument() {
    for (int v = 0; v < 34_000; v++) {
      assertThat(Z67.reduce(v)).isEqualTo(v % P);
    }
    for (int v = -P; v < P; v++) {
      assertThat(Z67.up(v)).isEqualTo(Math.floorMod(v, P));
    }
  }

  @ParameterizedTest
  @FieldSource("BOTH")
  void crossTerms(ResiduePlanes planes) {
    for (int n : new int[] {1, 63, 64, 65, 129, 1000}) {
      byte[] x0 = residues(n + 4);
      byte[] x1 = residues(n + 4);
      byte[] y0 = residues(n + 4);
      byte[] y1 = residues(n + 4);
      byte[] plus = residues(n);
      byte[] minus = n % 2 == 0 ? residues(n) : new byte[n];
      byte[] out = new byte[n];
      planes.crossTerms(x0, x1, 1, y0, y1, 4, plus, minus, out);
      for (int i = 0; i < n; i++) {
        int product = x0[1 + i] * (y0[4 + i] + y1[4 + i]) + x1[1 + i] * y0[4 + i];
        assertThat((int) out[i]).isEqualTo(Math.floorMod(product + plus[i] - minus[i], P));
      }
    }
  }

  /** The largest sums that can be. */
  @ParameterizedTest
  @FieldSource("BOTH")
  void crossTermsOfTheLargest(ResiduePlanes planes) {
    byte[] most = new byte[100];
    java.util.Arrays.fill(most, (byte) 66);
    byte[] out = new byte[100];
    planes.crossTerms(most, most, 0, most, most, 0, most, new byte[100], out);
    for (byte b : out) {
      assertThat((int) b).isEqualTo((3 * 66 * 66 + 66) % P);
    }
  }
}
