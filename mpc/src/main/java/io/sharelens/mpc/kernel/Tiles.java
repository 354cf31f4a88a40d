package io.sharelens.mpc.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of a product: four rows of weights times one, two or four vectors of columns,
 * held in registers over the whole loop. The tile has the four rows one after the other, {@code
 * width} words apart; the panel has {@code width} words for every k. Weights are read where they
 * lie, four rows in step.
 */
final class Tiles {
  static final VectorSpecies<Integer> S = IntVector.SPECIES_PREFERRED;
  static final int L = S.length();

  private Tiles() {}

  /** Where the four rows of weights begin for the first k. */
  record Rows(int[] weights, int r0, int r1, int r2, int r3) {}

  /** Adds to a tile of 4 rows x 4 vectors; {@code width} is 4 vectors. */
  static void four(int[] tile, int t, int[] panel, int depth, Rows rows) {
    final int width = 4 * L;
    int t1 = t + width;
    int t2 = t1 + width;
    int t3 = t2 + width;
    IntVector a0 = IntVector.fromArray(S, tile, t);
    IntVector a1 = IntVector.fromArray(S, tile, t + L);
    IntVector a2 = IntVector.fromArray(S, tile, t + 2 * L);
    IntVector a3 = IntVector.fromArray(S, tile, t + 3 * L);
    IntVector b0 = IntVector.fromArray(S, tile, t1);
    IntVector b1 = IntVector.fromArray(S, tile, t1 + L);
    IntVector b2 = IntVector.fromArray(S, tile, t1 + 2 * L);
    IntVector b3 = IntVector.fromArray(S, tile, t1 + 3 * L);
    IntVector c0 = IntVector.fromArray(S, tile, t2);
    IntVector c1 = IntVector.fromArray(S, tile, t2 + L);
    IntVector c2 = IntVector.fromArray(S, tile, t2 + 2 * L);
    IntVector c3 = IntVector.fromArray(S, tile, t2 + 3 * L);
    IntVector d0 = IntVector.fromArray(S, tile, t3);
    IntVector d1 = IntVector.fromArray(S, tile, t3 + L);
    IntVector d2 = IntVector.fromArray(S, tile, t3 + 2 * L);
    IntVector d3 = IntVector.fromArray(S, tile, t3 + 3 * L);
    int[] w = rows.weights;
    int r0 = rows.r0;
    int r1 = rows.r1;
    int r2 = rows.r2;
    int r3 = rows.r3;
    for (int k = 0; k < depth; k++) {
      int p = k * width;
      IntVector x0 = IntVector.fromArray(S, panel, p);
      IntVector x1 = IntVector.fromArray(S, panel, p + L);
      IntVector x2 = IntVector.fromArray(S, panel, p + 2 * L);
      IntVector x3 = IntVector.fromArray(S, panel, p + 3 * L);
      IntVector v = IntVector.broadcast(S, w[r0 + k]);
      a0 = a0.add(x0.mul(v));
      a1 = a1.add(x1.mul(v));
      a2 = a2.add(x2.mul(v));
      a3 = a3.add(x3.mul(v));
      v = IntVector.broadcast(S, w[r1 + k]);
      b0 = b0.add(x0.mul(v));
      b1 = b1.add(x1.mul(v));
      b2 = b2.add(x2.mul(v));
      b3 = b3.add(x3.mul(v));
      v = IntVector.broadcast(S, w[r2 + k]);
      c0 = c0.add(x0.mul(v));
      c1 = c1.add(x1.mul(v));
      c2 = c2.add(x2.mul(v));
      c3 = c3.add(x3.mul(v));
      v = IntVector.broadcast(S, w[r3 + k]);
      d0 = d0.add(x0.mul(v));
      d1 = d1.add(x1.mul(v));
      d2 = d2.add(x2.mul(v));
      d3 = d3.add(x3.mul(v));
    }
    a0.intoArray(tile, t);
    a1.intoArray(tile, t + L);
    a2.intoArray(tile, t + 2 * L);
    a3.intoArray(tile, t + 3 * L);
    b0.intoArray(tile, t1);
    b1.intoArray(tile, t1 + L);
    b2.intoArray(tile, t1 + 2 * L);
    b3.intoArray(tile, t1 + 3 * L);
    c0.intoArray(tile, t2);
    c1.intoArray(tile, t2 + L);
    c2.intoArray(tile, t2 + 2 * L);
    c3.intoArray(tile, t2 + 3 * L);
    d0.intoArray(tile, t3);
    d1.intoArray(tile, t3 + L);
    d2.intoArray(tile, t3 + 2 * L);
    d3.intoArray(tile, t3 + 3 * L);
  }

  /** Adds to a tile of 4 rows x 2 vectors, the widest that 16 registers hold. */
  static void two(int[] tile, int t, int[] panel, int depth, int width, Rows rows) {
    int t1 = t + width;
    int t2 = t1 + width;
    int t3 = t2 + width;
    IntVector a0 = IntVector.fromArray(S, tile, t);
    IntVector a1 = IntVector.fromArray(S, tile, t + L);
    IntVector b0 = IntVector.fromArray(S, tile, t1);
    IntVector b1 = IntVector.fromArray(S, tile, t1 + L);
    IntVector c0 = IntVector.fromArray(S, tile, t2);
    IntVector c1 = IntVector.fromArray(S, tile, t2 + L);
    IntVector d0 = IntVector.fromArray(S, tile, t3);
    IntVector d1 = IntVector.fromArray(S, tile, t3 + L);
    int[] w = rows.weights;
    int r0 = rows.r0;
    int r1 = rows.r1;
    int r2 = rows.r2;
    int r3 = rows.r3;
    for (int k = 0; k < depth; k++) {
      IntVector x0 = IntVector.fromArray(S, panel, k * width);
      IntVector x1 = IntVector.fromArray(S, panel, k * width + L);
      IntVector v = IntVector.broadcast(S, w[r0 + k]);
      a0 = a0.add(x0.mul(v));
      a1 = a1.add(x1.mul(v));
      v = IntVector.broadcast(S, w[r1 + k]);
      b0 = b0.add(x0.mul(v));
      b1 = b1.add(x1.mul(v));
      v = IntVector.broadcast(S, w[r2 + k]);
      c0 = c0.add(x0.mul(v));
      c1 = c1.add(x1.mul(v));
      v = IntVector.broadcast(S, w[r3 + k]);
      d0 = d0.add(x0.mul(v));
      d1 = d1.add(x1.mul(v));
    }
    a0.intoArray(tile, t);
    a1.intoArray(tile, t + L);
    b0.intoArray(tile, t1);
    b1.intoArray(tile, t1 + L);
    c0.intoArray(tile, t2);
    c1.intoArray(tile, t2 + L);
    d0.intoArray(tile, t3);
    d1.intoArray(tile, t3 + L);
  }

  /** Adds to a tile of 4 rows x 1 vector. */
  static void one(int[] tile, int t, int[] panel, int depth, int width, Rows rows) {
    int t1 = t + width;
    int t2 = t1 + width;
    int t3 = t2 + width;
    IntVector a = IntVector.fromArray(S, tile, t);
    IntVector b = IntVector.fromArray(S, tile, t1);
    IntVector c = IntVector.fromArray(S, tile, t2);
    IntVector d = IntVector.fromArray(S, tile, t3);
    int[] w = rows.weights;
    int r0 = rows.r0;
    int r1 = rows.r1;
    int r2 = rows.r2;
    int r3 = rows.r3;
    for (int k = 0; k < depth; k++) {
      IntVector x = IntVector.fromArray(S, panel, k * width);
      a = a.add(x.mul(w[r0 + k]));
      b = b.add(x.mul(w[r1 + k]));
      c = c.add(x.mul(w[r2 + k]));
      d = d.add(x.mul(w[r3 + k]));
    }
    a.intoArray(tile, t);
    b.intoArray(tile, t1);
    c.intoArray(tile, t2);
    d.intoArray(tile, t3);
  }
}
