package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.WordRows;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One party's arithmetic on secrets over Z_2^32. Executor, indexes and rankings use nothing else,
 * so they run with two servers and a dealer as well as with three servers. All parties call the
 * same methods in the same order with the same public arguments; a session uses one instance from
 * one thread.
 *
 * <p>Methods of the first group are local. Those of the second exchange messages; each states its
 * rounds for a whole tensor. Openings of the third group reveal a secret and are recorded.
 */
public interface Arithmetic {
  /** 1-based number of this party. */
  int party();

  /** Number of computing parties (a dealer is not one). */
  int parties();

  // ---------------------------------------------------------------- local

  /** A public tensor as a (trivial) sharing. */
  SharedTensor constant(Shape shape, int[] values);

  SharedTensor add(SharedTensor a, SharedTensor b);

  SharedTensor subtract(SharedTensor a, SharedTensor b);

  /** Adds public {@code values}: one word for all elements, or as many as {@code a} has. */
  SharedTensor addPublic(SharedTensor a, int... values);

  /** Multiplies by public {@code values}: one word for all elements, or as many as there are. */
  SharedTensor multiplyPublic(SharedTensor a, int... values);

  /**
   * Convolution with public weights (OIHW).
   *
   * @param bias public words, one added to all elements of an output channel; empty for none
   */
  SharedTensor conv2d(SharedTensor input, int[] weights, int[] bias, ConvShape shape);

  /** [m, k] times the transpose of public [n, k]: [m, n]. */
  SharedTensor matmulPublic(SharedTensor a, int[] weights, int n);

  /** Element i of the result is element {@code index[i]} of {@code a}, or 0 where it is -1. */
  SharedTensor gather(SharedTensor a, int[] index, Shape result);

  /**
   * Elements {@code start, start + step, ...} of an axis, {@code count} of them; an index outside
   * is replaced by the nearest one inside.
   */
  SharedTensor take(SharedTensor a, int axis, int start, int step, int count);

  SharedTensor reshape(SharedTensor a, Shape shape);

  /** All elements one after the other, in a tensor of the given shape. */
  SharedTensor concat(List<SharedTensor> parts, Shape shape);

  /** Parts that differ on one axis alone, joined along it. */
  SharedTensor join(List<SharedTensor> parts, int axis);

  /** Sums over the last axis. */
  SharedTensor sumLast(SharedTensor a);

  SharedBits xor(SharedBits a, SharedBits b);

  SharedBits not(SharedBits a);

  /** Bytes that {@link #store} takes for one element. Here: one additive word. */
  default int storedBytes() {
    return Integer.BYTES;
  }

  /**
   * Writes this party's part of [n, columns] for later sessions: row r starts {@code r * stride}
   * bytes after the buffer's position, which does not move.
   */
  default void store(SharedTensor a, ByteBuffer out, int stride) {
    WordRows.put(AdditiveTensor.shareOf(a), a.shape().dim(0), a.shape().dim(1), out, stride);
  }

  /**
   * What {@link #store} wrote, [rows, columns].
   *
   * @param at word of a row where it starts
   */
  default SharedTensor load(RowSet rows, int at, int columns) {
    return new AdditiveTensor(Shape.of(rows.size(), columns), rows.words(at, columns));
  }

  /** Whether {@link FixedRows} carry public masked words, which must be stored with the rows. */
  default boolean masksRows() {
    return true;
  }

  // ---------------------------------------------------------------- interactive

  /**
   * A secret of which servers 1 and 2 hold additive shares, in this arithmetic's own sharing. No
   * message with two servers; with three one round between 1 and 2, and server 3 gets nothing but
   * fresh randomness (PROTOCOLS section 10).
   *
   * @param share this server's words; empty at server 3
   */
  SharedTensor importAdditive(Shape shape, int[] share);

  /**
   * The way back: additive shares at servers 1 and 2, which a third server's knowledge says nothing
   * about; empty at server 3. No message.
   */
  int[] exportAdditive(SharedTensor a);

  /** Element-wise product (SecMul). One round. */
  SharedTensor multiply(SharedTensor a, SharedTensor b);

  /** [m, k] times the transpose of [n, k]: [m, n] (SecMatMul). One round. */
  SharedTensor matmul(SharedTensor a, SharedTensor b);

  /**
   * Arithmetic shift right with an error of 0 or +1 unit, never more (PROTOCOLS section 2). Signed
   * values, |a| &lt; 2^30. One round with two servers and a dealer.
   */
  SharedTensor truncate(SharedTensor a, int bits);

  /** Element i is {@code ifOne[i]} where bit i is 1, else {@code ifZero[i]} (FLSIR alg. 1). */
  SharedTensor select(SharedBits bits, SharedTensor ifZero, SharedTensor ifOne);

  /**
   * Several columns [n] selected by the same n bits: {@link #select} of each, in one batch.
   *
   * @param ifZero columns, each as long as there are bits
   * @param ifOne as many columns of the same lengths
   */
  default List<SharedTensor> selectColumns(
      SharedBits bits, List<SharedTensor> ifZero, List<SharedTensor> ifOne) {
    int n = bits.size();
    int columns = ifZero.size();
    Shape shape = Shape.of(columns * n);
    int[] repeated = new int[columns * n];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = i % n;
    }
    SharedTensor factors = gather(toArithmetic(bits), repeated, shape);
    SharedTensor base = concat(ifZero, shape);
    SharedTensor selected = add(base, multiply(factors, subtract(concat(ifOne, shape), base)));
    return IntStream.range(0, columns)
        .mapToObj(c -> reshape(take(selected, 0, c * n, 1, n), ifZero.get(c).shape()))
        .toList();
  }

  /** Bits to ring elements 0 and 1. */
  SharedTensor toArithmetic(SharedBits bits);

  /**
   * Applies one secret uniform permutation, unknown to every party and to the dealer, to the first
   * axis of all columns.
   *
   * @param columns vectors [n] of equal length
   * @return the permuted, freshly shared columns in the given order
   */
  List<SharedTensor> shuffle(List<SharedTensor> columns);

  /**
   * Prepares rows for many products. Interactive once; a key is used at most once, ever.
   *
   * @param rows [n, columns]
   * @param keys n fresh keys, equal at all parties
   */
  FixedRows fix(SharedTensor rows, long[] keys);

  /**
   * [b, columns] times the transpose of stored rows: [b, rows]. One round, O(b * columns) words,
   * one pass over the rows.
   *
   * @param rows that start with what {@link #store} wrote of {@link FixedRows#shares}
   * @param masked word of a row where {@link FixedRows#masked} starts, if {@link #masksRows}
   */
  SharedTensor product(SharedTensor vectors, RowSet rows, int masked);

  /**
   * Convolution with secret weights that were fixed once. One round.
   *
   * @param input [n, c, h, w]
   * @param weights rows [out, c * kernel height * kernel width], fixed by {@link #fix}
   */
  SharedTensor conv2d(SharedTensor input, FixedRows weights, ConvShape shape);

  /** [m, k] times the transpose of fixed secret rows [n, k]: [m, n]. One round. */
  SharedTensor matmul(SharedTensor a, FixedRows weights);

  /**
   * Randomness that all computing parties have in common and a dealer does not: the same stream at
   * each, for public random choices such as pivots. One stream for the whole session.
   */
  Prg joint();

  // ---------------------------------------------------------------- opening

  /** Reveals the tensor to all computing parties. One round; recorded in the ledger. */
  int[] open(SharedTensor a, Opening what);

  /**
   * Reveals a long vector piece by piece, so that it is never held as a whole and computing goes on
   * while pieces travel. {@code make} and {@code take} are local and run on the caller's thread,
   * each in ascending order. One round with two servers and a dealer; recorded as {@link #open}.
   *
   * @param pieces how many; equal at all parties, as their sizes are
   * @param make gives piece i, from 0
   * @param take gets its revealed words
   */
  default void openStream(
      int pieces, IntFunction<SharedTensor> make, PieceTaker take, Opening what) {
    for (int i = 0; i < pieces; i++) {
      take.take(i, open(make.apply(i), what));
    }
  }

  /** Gets what {@link #openStream} reveals. */
  @FunctionalInterface
  interface PieceTaker {
    /**
     * @param piece from 0
     * @param words revealed
     */
    void take(int piece, int[] words);
  }

  /** Reveals the bits to all computing parties, packed as in XorBits. One round; recorded. */
  long[] openBits(SharedBits bits, Opening what);
}
