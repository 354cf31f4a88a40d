package io.sharelens.mpc.replicated;

import io.sharelens.mpc.arithmetic.FixedRows;
import io.sharelens.mpc.arithmetic.LocalOperations;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;

/**
 * Products of two secrets (Araki et al., CCS 2016). Party i computes its part of the sum of all x_j
 * y_k, those that it can: x_i y_i + x_i y_{i+1} + x_{i+1} y_i. A share of zero from the streams
 * that it has in common with each other party makes it uniform, and it goes to the previous party.
 *
 * <p>Parties: 3. Adversary: semi-honest, one of them. One round; one word or bit per result from
 * each party. What a party receives is masked by a stream that it does not have.
 */
public final class Products {
  private final ReplicatedParty party;

  public Products(ReplicatedParty party) {
    this.party = party;
  }

  /** Adds what is computed late to {@code z[from .. to)}. */
  @FunctionalInterface
  private interface Late {
    void add(int[] z, int from, int to);
  }

  /** Element-wise product; 12 bytes an element. */
  public ReplicatedTensor multiply(SharedTensor a, SharedTensor b) {
    LocalOperations.sameShape(a, b);
    ReplicatedTensor x = ReplicatedTensor.of(a);
    ReplicatedTensor y = ReplicatedTensor.of(b);
    int[] x0 = x.own();
    int[] x1 = x.next();
    int[] y0 = y.own();
    int[] y1 = y.next();
    return reshare(
        a.shape(),
        new int[x0.length],
        (z, from, to) -> {
          for (int i = from; i < to; i++) {
            z[i] += x0[i] * (y0[i] + y1[i]) + x1[i] * y0[i];
          }
        });
  }

  /** [m, k] times the transpose of [n, k]; 12 bytes per element of the result. */
  ReplicatedTensor matmul(Kernels kernels, SharedTensor a, SharedTensor b) {
    ReplicatedTensor x = ReplicatedTensor.of(a);
    ReplicatedTensor y = ReplicatedTensor.of(b);
    int k = columns(x, y);
    int m = x.shape().dim(0);
    int n = y.shape().dim(0);
    // The sum of parts is made of the smaller factor.
    int[] z =
        m <= n
            ? sum(
                kernels.matmulTransposed(sums(x), y.own(), m, k, n),
                kernels.matmulTransposed(x.own(), y.next(), m, k, n))
            : sum(
                kernels.matmulTransposed(x.own(), sums(y), m, k, n),
                kernels.matmulTransposed(x.next(), y.own(), m, k, n));
    return reshare(Shape.of(m, n), z);
  }

  /** As {@link #matmul(Kernels, SharedTensor, SharedTensor)}; the rows' sums are kept with them. */
  ReplicatedTensor matmul(Kernels kernels, SharedTensor a, FixedRows rows) {
    ReplicatedTensor x = ReplicatedTensor.of(a);
    ReplicatedTensor w = ReplicatedTensor.of(rows.shares());
    int k = columns(x, w);
    int m = x.shape().dim(0);
    int n = rows.rows();
    return reshare(
        Shape.of(m, n),
        sum(
            kernels.matmulTransposed(x.own(), w.both(), m, k, n),
            kernels.matmulTransposed(x.next(), w.own(), m, k, n)));
  }

  /** Convolution with secret weights, rows [out, c * kernel * kernel]; 12 bytes per result. */
  ReplicatedTensor conv2d(Kernels kernels, SharedTensor input, FixedRows rows, ConvShape s) {
    ReplicatedTensor x = ReplicatedTensor.of(input);
    ReplicatedTensor w = ReplicatedTensor.of(rows.shares());
    if (!x.shape().equals(s.input())
        || rows.rows() != s.outChannels()
        || rows.columns() != s.weights().size() / Math.max(1, s.outChannels())) {
      throw LensException.internal(
          "bad-shape", "convolution of " + x.shape() + " with " + w.shape() + " as " + s);
    }
    return reshare(
        s.output(),
        sum(kernels.conv2d(s, x.own(), w.both()), kernels.conv2d(s, x.next(), w.own())));
  }

  /** Bitwise product; 3 bits an element. */
  public ReplicatedBits and(SharedBits a, SharedBits b) {
    if (a.size() != b.size()) {
      throw LensException.internal("bad-shape", a.size() + " bits AND " + b.size());
    }
    ReplicatedBits x = ReplicatedBits.of(a);
    ReplicatedBits y = ReplicatedBits.of(b);
    int words = x.own().length;
    long[] z = new long[words];
    long[] mask = new long[words];
    party.with(party.next()).longs(z);
    party.with(party.previous()).longs(mask);
    for (int i = 0; i < words; i++) {
      long x0 = x.own()[i];
      long y0 = y.own()[i];
      z[i] ^= mask[i] ^ (x0 & (y0 ^ y.next()[i])) ^ (x.next()[i] & y0);
    }
    return new ReplicatedBits(a.size(), z, party.circle().pass(z));
  }

  /**
   * Makes a replicated share of what the three parties' words {@code z} add up to. The array is
   * taken over. One round, 12 bytes an element.
   */
  public ReplicatedTensor reshare(Shape shape, int[] z) {
    return reshare(shape, z, (words, from, to) -> {});
  }

  private ReplicatedTensor reshare(Shape shape, int[] z, Late late) {
    int n = z.length;
    int[] next = new int[n];
    int[] plus = new int[Math.min(n, Circle.FRAME)];
    int[] minus = new int[plus.length];
    party
        .circle()
        .pass(
            Circle.frames(n),
            f -> {
              int from = f * Circle.FRAME;
              int to = Math.min(n, from + Circle.FRAME);
              party.with(party.next()).ints(plus, 0, to - from);
              party.with(party.previous()).ints(minus, 0, to - from);
              late.add(z, from, to);
              for (int i = from; i < to; i++) {
                z[i] += plus[i - from] - minus[i - from];
              }
              return Circle.frame(z, from, to);
            },
            (f, payload) ->
                Words.get(payload, next, f * Circle.FRAME, payload.remaining() / Integer.BYTES));
    return new ReplicatedTensor(shape, z, next);
  }

  private static int columns(ReplicatedTensor a, ReplicatedTensor b) {
    if (a.shape().dim(1) != b.shape().dim(1)) {
      throw LensException.internal("bad-shape", a.shape() + " times " + b.shape() + "^T");
    }
    return a.shape().dim(1);
  }

  /** Sum of both parts of what is used once. */
  private static int[] sums(ReplicatedTensor t) {
    return sum(t.own().clone(), t.next());
  }

  private static int[] sum(int[] z, int[] more) {
    for (int i = 0; i < z.length; i++) {
      z[i] += more[i];
    }
    return z;
  }
}
