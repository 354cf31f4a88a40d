package io.sharelens.plugins.falcon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.testkit.Statistics;
import io.sharelens.testkit.ThreeRun;
import io.sharelens.testkit.ThreeServers;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the offline phase makes, put together from the three parties' parts: it must be what the
 * online phase takes it for, and random. Material that is constant, as public code has it, a beta
 * that is, or an m that can be 0 fail here.
 */
class OfflineTest {
  private static final int P = 67;
  private static final int N = 1 << 14;

  /** Material in the clear. */
  private record Clear(int k, int[] x, int[] beta, byte[] residues) {
    int residue(int plane, int i) {
      return residues[plane * x.length + i];
    }

    int m(int i) {
      return residue(2 * k - 2, i);
    }

    Clear with(Consumer<Clear> change) {
      Clear copy = new Clear(k, x.clone(), beta.clone(), residues.clone());
      change.accept(copy);
      return copy;
    }
  }

  private static Clear make(int k, int n) {
    ThreeRun<SignMaterial> run =
        new ThreeServers().run(server -> new Offline(new Wire(server.replicated())).sign(k, n));
    List<SignMaterial> parts = run.sides().stream().map(ThreeRun.Side::result).toList();
    int[] x = new int[n];
    int[] beta = new int[n];
    byte[] residues = new byte[SignMaterial.planes(k) * n];
    for (SignMaterial part : parts) {
      for (int i = 0; i < n; i++) {
        x[i] += part.own()[i];
        beta[i] ^= bit(part.flip().own(), i);
      }
      for (int i = 0; i < residues.length; i++) {
        residues[i] = (byte) ((residues[i] + part.residues().own()[i]) % P);
      }
    }
    for (int i = 0; i < n; i++) {
      x[i] &= k == 32 ? -1 : (1 << k) - 1;
      int top = 0;
      for (SignMaterial part : parts) {
        top ^= bit(part.top().own(), i);
      }
      assertThat(top).as("top bit of x").isEqualTo(x[i] >>> k - 1);
    }
    for (int p = 0; p < 3; p++) {
      assertThat(parts.get(p).next()).isEqualTo(parts.get((p + 1) % 3).own());
      assertThat(parts.get(p).residues().next()).isEqualTo(parts.get((p + 1) % 3).residues().own());
    }
    return new Clear(k, x, beta, residues);
  }

  private static int bit(long[] words, int i) {
    return (int) (words[i >> 6] >>> i) & 1;
  }

  /** All residues are what x, beta and m make them. */
  private static void requireConsistent(Clear c) {
    for (int i = 0; i < c.x.length; i++) {
      int s = 1 - 2 * c.beta[i];
      int m = c.m(i);
      int half = 34;
      for (int t = 0; t < c.k - 1; t++) {
        int sign = 1 - 2 * (c.x[i] >>> t & 1);
        require("X", c.residue(t, i), half * sign);
        if (t < c.k - 2) {
          require("s X", c.residue(c.k - 1 + t, i), half * s * sign);
        } else {
          require("m s X", c.residue(2 * c.k, i), half * m * s * sign);
        }
      }
      require("s / 2", c.residue(2 * c.k - 3, i), half * s);
      require("m s / 2", c.residue(2 * c.k - 1, i), half * m * s);
    }
  }

  private static void require(String what, int got, int expected) {
    if (got != Math.floorMod(expected, P)) {
      throw new AssertionError(what + " is " + got + ", not " + expected);
    }
  }

  /** x, beta and m are uniform, m over 1..66. */
  private static void requireRandom(Clear c) {
    long[] bytes = new long[256];
    long[] flips = new long[2];
    long[] factors = new long[P];
    for (int i = 0; i < c.x.length; i++) {
      for (int at = 0; at < Integer.SIZE; at += 8) {
        bytes[c.x[i] >>> at & 255]++;
      }
      flips[c.beta[i]]++;
      factors[c.m(i)]++;
    }
    if (factors[0] != 0) {
      throw new AssertionError("m is 0 " + factors[0] + " times");
    }
    Statistics.requireUniform("bytes of x", bytes);
    Statistics.requireUniform("beta", flips);
    Statistics.requireUniform("m", Arrays.copyOfRange(factors, 1, P));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 18, 20, 31, 32})
  void materialIsWhatItShouldBe(int k) {
    requireConsistent(make(k, 256));
  }

  @Test
  void materialIsRandom() {
    Clear c = make(32, N);
    requireConsistent(c);
    requireRandom(c);
  }

  @Test
  void twoSessionsHaveNothingInCommon() {
    assertThat(make(8, 64).x).isNotEqualTo(make(8, 64).x);
  }

  @Test
  void badMaterialIsNoticed() {
    Clear good = make(32, N);
    assertThatThrownBy(() -> requireRandom(good.with(c -> Arrays.fill(c.x, 0))))
        .hasMessageContaining("bytes of x");
    assertThatThrownBy(() -> requireRandom(good.with(c -> Arrays.fill(c.beta, 0))))
        .hasMessageContaining("beta");
    assertThatThrownBy(() -> requireRandom(good.with(c -> c.residues[62 * N + 5] = 0)))
        .hasMessageContaining("m is 0 1 times");
    assertThatThrownBy(() -> requireRandom(good.with(c -> fill(c, 62, 1))))
        .hasMessageContaining("m: ");
    assertThatThrownBy(() -> requireConsistent(good.with(c -> fill(c, 61, 34))))
        .hasMessageContaining("s / 2");
    assertThatThrownBy(() -> requireConsistent(good.with(c -> fill(c, 0, 34))))
        .hasMessageContaining("X is");
  }

  private static void fill(Clear c, int plane, int value) {
    Arrays.fill(c.residues, plane * N, (plane + 1) * N, (byte) value);
  }
}
