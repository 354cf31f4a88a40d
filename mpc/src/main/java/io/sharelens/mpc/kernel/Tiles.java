package io.sharelens.mpc.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of a product: four rows of weights times one, two or four vectors of columns,
 * held in registers over the whole loop; then sums so far are added and the result is written. The
 * panel has {@link #WIDTH} words for every k. {@code rows} tells where each row begins in the
 * weights, {@code at} where each goes in the output.
 */
final class Tiles {
  static final VectorSpecies<Integer> S = IntVector.SPECIES_PREFERRED;
  static final int L = S.length();

  /** Four vectors of columns where there are 32 registers, two where there are 16 (AVX2). */
  static final int VECTORS = L == 8 ? 2 : 4;

  /** Columns of a panel. */
  static final int WIDTH = VECTORS * L;

  /** Rows of weights that a tile has. */
  static final int ROWS = 4;

  private Tiles() {}

  /** {@code rows} up to the next whole group. */
  static int rounded(int rows) {
    return (rows + ROWS - 1) / ROWS * ROWS;
  }

  /** Four rows x four vectors. */
  static void four(
      int[] panel, int[] weights, int[] rows, int depth, int[] from, int f, int[] to, int[] at) {
    IntVector a0 = IntVector.zero(S);
    IntVector a1 = a0;
    IntVector a2 = a0;
    IntVector a3 = a0;
    IntVector b0 = a0;
    IntVector b1 = a0;
    IntVector b2 = a0;
    IntVector b3 = a0;
    IntVector c0 = a0;
    IntVector c1 = a0;
    IntVector c2 = a0;
    IntVector c3 = a0;
    IntVector d0 = a0;
    IntVector d1 = a0;
    IntVector d2 = a0;
    IntVector d3 = a0;
    int r0 = rows[0];
    int r1 = rows[1];
    int r2 = rows[2];
    int r3 = rows[3];
    for (int k = 0; k < depth; k++) {
      IntVector x0 = IntVector.fromArray(S, panel, k * WIDTH);
      IntVector x1 = IntVector.fromArray(S, panel, k * WIDTH + L);
      IntVector x2 = IntVector.fromArray(S, panel, k * WIDTH + 2 * L);
      IntVector x3 = IntVector.fromArray(S, panel, k * WIDTH + 3 * L);
      IntVector v = IntVector.broadcast(S, weights[r0 + k]);
      a0 = a0.add(x0.mul(v));
      a1 = a1.add(x1.mul(v));
      a2 = a2.add(x2.mul(v));
      a3 = a3.add(x3.mul(v));
      v = IntVector.broadcast(S, weights[r1 + k]);
      b0 = b0.add(x0.mul(v));
      b1 = b1.add(x1.mul(v));
      b2 = b2.add(x2.mul(v));
      b3 = b3.add(x3.mul(v));
      v = IntVector.broadcast(S, weights[r2 + k]);
      c0 = c0.add(x0.mul(v));
      c1 = c1.add(x1.mul(v));
      c2 = c2.add(x2.mul(v));
      c3 = c3.add(x3.mul(v));
      v = IntVector.broadcast(S, weights[r3 + k]);
      d0 = d0.add(x0.mul(v));
      d1 = d1.add(x1.mul(v));
      d2 = d2.add(x2.mul(v));
      d3 = d3.add(x3.mul(v));
    }
    put(a0, from, f, to, at[0]);
    put(a1, from, f + L, to, at[0] + L);
    put(a2, from, f + 2 * L, to, at[0] + 2 * L);
    put(a3, from, f + 3 * L, to, at[0] + 3 * L);
    put(b0, from, f + WIDTH, to, at[1]);
    put(b1, from, f + WIDTH + L, to, at[1] + L);
    put(b2, from, f + WIDTH + 2 * L, to, at[1] + 2 * L);
    put(b3, from, f + WIDTH + 3 * L, to, at[1] + 3 * L);
    put(c0, from, f + 2 * WIDTH, to, at[2]);
    put(c1, from, f + 2 * WIDTH + L, to, at[2] + L);
    put(c2, from, f + 2 * WIDTH + 2 * L, to, at[2] + 2 * L);
    put(c3, from, f + 2 * WIDTH + 3 * L, to, at[2] + 3 * L);
    put(d0, from, f + 3 * WIDTH, to, at[3]);
    put(d1, from, f + 3 * WIDTH + L, to, at[3] + L);
    put(d2, from, f + 3 * WIDTH + 2 * L, to, at[3] + 2 * L);
    put(d3, from, f + 3 * WIDTH + 3 * L, to, at[3] + 3 * L);
  }

  /** Four rows x two vectors, the widest that 16 registers hold. */
  static void two(
      int[] panel, int[] weights, int[] rows, int depth, int[] from, int f, int[] to, int[] at) {
    IntVector a0 = IntVector.zero(S);
    IntVector a1 = a0;
    IntVector b0 = a0;
    IntVector b1 = a0;
    IntVector c0 = a0;
    IntVector c1 = a0;
    IntVector d0 = a0;
    IntVector d1 = a0;
    int r0 = rows[0];
    int r1 = rows[1];
    int r2 = rows[2];
    int r3 = rows[3];
    for (int k = 0; k < depth; k++) {
      IntVector x0 = IntVector.fromArray(S, panel, k * WIDTH);
      IntVector x1 = IntVector.fromArray(S, panel, k * WIDTH + L);
      IntVector v = IntVector.broadcast(S, weights[r0 + k]);
      a0 = a0.add(x0.mul(v));
      a1 = a1.add(x1.mul(v));
      v = IntVector.broadcast(S, weights[r1 + k]);
      b0 = b0.add(x0.mul(v));
      b1 = b1.add(x1.mul(v));
      v = IntVector.broadcast(S, weights[r2 + k]);
      c0 = c0.add(x0.mul(v));
      c1 = c1.add(x1.mul(v));
      v = IntVector.broadcast(S, weights[r3 + k]);
      d0 = d0.add(x0.mul(v));
      d1 = d1.add(x1.mul(v));
    }
    put(a0, from, f, to, at[0]);
    put(a1, from, f + L, to, at[0] + L);
    put(b0, from, f + WIDTH, to, at[1]);
    put(b1, from, f + WIDTH + L, to, at[1] + L);
    put(c0, from, f + 2 * WIDTH, to, at[2]);
    put(c1, from, f + 2 * WIDTH + L, to, at[2] + L);
    put(d0, from, f + 3 * WIDTH, to, at[3]);
    put(d1, from, f + 3 * WIDTH + L, to, at[3] + L);
  }

  /** Four rows x one vector. */
  static void one(
      int[] panel, int[] weights, int[] rows, int depth, int[] from, int f, int[] to, int[] at) {
    IntVector a0 = IntVector.zero(S);
    IntVector b0 = a0;
    IntVector c0 = a0;
    IntVector d0 = a0;
    int r0 = rows[0];
    int r1 = rows[1];
    int r2 = rows[2];
    int r3 = rows[3];
    for (int k = 0; k < depth; k++) {
      IntVector x0 = IntVector.fromArray(S, panel, k * WIDTH);
      IntVector v = IntVector.broadcast(S, weights[r0 + k]);
      a0 = a0.add(x0.mul(v));
      v = IntVector.broadcast(S, weights[r1 + k]);
      b0 = b0.add(x0.mul(v));
      v = IntVector.broadcast(S, weights[r2 + k]);
      c0 = c0.add(x0.mul(v));
      v = IntVector.broadcast(S, weights[r3 + k]);
      d0 = d0.add(x0.mul(v));
    }
    put(a0, from, f, to, at[0]);
    put(b0, from, f + WIDTH, to, at[1]);
    put(c0, from, f + 2 * WIDTH, to, at[2]);
    put(d0, from, f + 3 * WIDTH, to, at[3]);
  }

  private static void put(IntVector sum, int[] from, int f, int[] to, int t) {
    sum.add(IntVector.fromArray(S, from, f)).intoArray(to, t);
  }
}
