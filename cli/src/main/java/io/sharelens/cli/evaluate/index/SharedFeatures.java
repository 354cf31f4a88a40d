package io.sharelens.cli.evaluate.index;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.security.SecureRandom;

/** Features, split into additive shares of servers 1 and 2. */
final class SharedFeatures {
  private final IndexFeatures plain;
  private final int[][] first;
  private final int[][] second;

  SharedFeatures(IndexFeatures plain, SecureRandom random) {
    this.plain = plain;
    int n = plain.size();
    int d = plain.spec().dimension();
    this.first = new int[n][d];
    this.second = new int[n][d];
    Prg masks = new Prg(Seed.fresh(random), 0);
    for (int i = 0; i < n; i++) {
      masks.ints(first[i]);
      for (int c = 0; c < d; c++) {
        second[i][c] = plain.words()[i][c] - first[i][c];
      }
    }
  }

  /** What labels and measures are taken from; no server looks at its words. */
  IndexFeatures plain() {
    return plain;
  }

  /** Features {@code from} on in the arithmetic's own sharing, [n, dimension]. */
  SharedTensor of(Arithmetic arithmetic, int from, int n) {
    int d = plain.spec().dimension();
    int[] share = new int[arithmetic.party() > 2 ? 0 : n * d];
    int[][] mine = arithmetic.party() == 1 ? first : second;
    for (int i = 0; i < share.length / d; i++) {
      System.arraycopy(mine[from + i], 0, share, i * d, d);
    }
    return arithmetic.importAdditive(Shape.of(n, d), share);
  }
}
