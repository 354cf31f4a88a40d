package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.FixedRows;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.Axes;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.WordRows;
import io.sharelens.mpc.ring.XorBits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;

/** Arithmetic of one clear-text party. Interactive calls wait for the other parties. */
final class ClearArithmetic implements Arithmetic {
  private static final int TRUNCATION_RANGE = 1 << 30;

  private final int party;
  private final Lockstep lockstep;
  private final ClearRules rules;
  private final OpeningLedger ledger;
  private final Kernels kernels = KernelProvider.get();
  private final Set<Long> usedKeys = new HashSet<>();
  private final Prg joint;

  ClearArithmetic(int party, Lockstep lockstep, ClearRules rules, OpeningLedger ledger) {
    this.party = party;
    this.lockstep = lockstep;
    this.rules = rules;
    this.ledger = ledger;
    byte[] key = ByteBuffer.allocate(Seed.BYTES).putLong(rules.seed()).array();
    this.joint = new Prg(Seed.of(key), 0);
  }

  // ------------------------------------------------------------ shared with ClearComparison

  long step(String call, Shape shape) {
    return lockstep.meet(party, call + " " + shape);
  }

  void check(boolean inRange, String where) {
    if (rules.strict() && !inRange) {
      throw LensException.internal("out-of-range", where + ": an operand is out of range");
    }
  }

  void checkRange(int value, String where) {
    check(value > -TRUNCATION_RANGE && value < TRUNCATION_RANGE, where);
  }

  /** Shifts to the right in place, with the rules' error. */
  int[] shifted(int[] values, int bits, long step) {
    SplittableRandom random = new SplittableRandom(rules.seed() * 31 + step);
    int mask = (1 << bits) - 1;
    for (int i = 0; i < values.length; i++) {
      boolean up = rules.oneUnit() && bits > 0 && random.nextInt(1 << bits) < (values[i] & mask);
      values[i] = (values[i] >> bits) + (up ? 1 : 0);
    }
    return values;
  }

  private static SharedTensor each(SharedTensor a, int[] b, IntBinaryOperator f) {
    int[] x = ClearTensor.of(a);
    if (b.length != 1 && b.length != x.length) {
      throw LensException.internal("bad-shape", b.length + " words for shape " + a.shape());
    }
    int[] out = new int[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsInt(x[i], b[b.length == 1 ? 0 : i]);
    }
    return new ClearTensor(a.shape(), out);
  }

  private static void sameShape(SharedTensor a, SharedTensor b) {
    if (!a.shape().equals(b.shape())) {
      throw LensException.internal("bad-shape", a.shape() + " and " + b.shape());
    }
  }

  // ------------------------------------------------------------ local

  @Override
  public int party() {
    return party;
  }

  @Override
  public int parties() {
    return ClearParties.PARTIES;
  }

  @Override
  public SharedTensor constant(Shape shape, int[] values) {
    return new ClearTensor(shape, values.clone());
  }

  @Override
  public SharedTensor add(SharedTensor a, SharedTensor b) {
    sameShape(a, b);
    return each(a, ClearTensor.of(b), Integer::sum);
  }

  @Override
  public SharedTensor subtract(SharedTensor a, SharedTensor b) {
    sameShape(a, b);
    return each(a, ClearTensor.of(b), (x, y) -> x - y);
  }

  @Override
  public SharedTensor addPublic(SharedTensor a, int... values) {
    return each(a, values, Integer::sum);
  }

  @Override
  public SharedTensor multiplyPublic(SharedTensor a, int... values) {
    return each(a, values, (x, y) -> x * y);
  }

  @Override
  public SharedTensor conv2d(SharedTensor input, int[] weights, int[] bias, ConvShape shape) {
    return new ClearTensor(
        shape.output(), kernels.conv2d(shape, ClearTensor.of(input), weights, bias));
  }

  @Override
  public SharedTensor matmulPublic(SharedTensor a, int[] weights, int n) {
    int m = a.shape().dim(0);
    int k = a.shape().dim(1);
    return new ClearTensor(
        Shape.of(m, n), kernels.matmulTransposed(ClearTensor.of(a), weights, m, k, n));
  }

  @Override
  public SharedTensor gather(SharedTensor a, int[] index, Shape result) {
    int[] x = ClearTensor.of(a);
    return new ClearTensor(result, Arrays.stream(index).map(i -> i < 0 ? 0 : x[i]).toArray());
  }

  @Override
  public SharedTensor take(SharedTensor a, int axis, int start, int step, int count) {
    return new ClearTensor(
        Axes.taken(a.shape(), axis, count),
        Axes.take(ClearTensor.of(a), a.shape(), axis, start, step, count));
  }

  @Override
  public SharedTensor join(List<SharedTensor> parts, int axis) {
    List<Shape> shapes = parts.stream().map(SharedTensor::shape).toList();
    List<int[]> words = parts.stream().map(ClearTensor::of).toList();
    return new ClearTensor(Axes.joined(shapes, axis), Axes.join(words, shapes, axis));
  }

  @Override
  public SharedTensor reshape(SharedTensor a, Shape shape) {
    return new ClearTensor(shape, ClearTensor.of(a));
  }

  @Override
  public SharedTensor concat(List<SharedTensor> parts, Shape shape) {
    int[] out = new int[shape.size()];
    int at = 0;
    for (SharedTensor part : parts) {
      int[] x = ClearTensor.of(part);
      System.arraycopy(x, 0, out, at, x.length);
      at += x.length;
    }
    return new ClearTensor(shape, out);
  }

  @Override
  public SharedTensor sumLast(SharedTensor a) {
    int[] x = ClearTensor.of(a);
    int[] dims = a.shape().dims();
    int n = dims[dims.length - 1];
    Shape shape = Shape.of(Arrays.copyOf(dims, dims.length - 1));
    int[] out = new int[shape.size()];
    for (int i = 0; i < x.length; i++) {
      out[i / n] += x[i];
    }
    return new ClearTensor(shape, out);
  }

  @Override
  public SharedBits xor(SharedBits a, SharedBits b) {
    boolean[] x = ClearTensor.Bits.of(a).clone();
    boolean[] y = ClearTensor.Bits.of(b);
    for (int i = 0; i < x.length; i++) {
      x[i] ^= y[i];
    }
    return new ClearTensor.Bits(x);
  }

  @Override
  public SharedBits not(SharedBits a) {
    boolean[] x = ClearTensor.Bits.of(a).clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = !x[i];
    }
    return new ClearTensor.Bits(x);
  }

  @Override
  public void store(SharedTensor a, ByteBuffer out, int stride) {
    WordRows.put(ClearTensor.of(a), a.shape().dim(0), a.shape().dim(1), out, stride);
  }

  @Override
  public SharedTensor load(RowSet rows, int at, int columns) {
    return new ClearTensor(Shape.of(rows.size(), columns), rows.words(at, columns));
  }

  @Override
  public boolean masksRows() {
    return false;
  }

  // ------------------------------------------------------------ interactive

  @Override
  public SharedTensor multiply(SharedTensor a, SharedTensor b) {
    step("multiply", a.shape());
    sameShape(a, b);
    return each(a, ClearTensor.of(b), (x, y) -> x * y);
  }

  @Override
  public SharedTensor matmul(SharedTensor a, SharedTensor b) {
    step("matmul " + b.shape(), a.shape());
    return matmulPublic(a, ClearTensor.of(b), b.shape().dim(0));
  }

  @Override
  public SharedTensor truncate(SharedTensor a, int bits) {
    long step = step("truncate " + bits, a.shape());
    int[] x = ClearTensor.of(a).clone();
    for (int v : x) {
      checkRange(v, "truncate");
    }
    return new ClearTensor(a.shape(), shifted(x, bits, step));
  }

  @Override
  public SharedTensor select(SharedBits bits, SharedTensor ifZero, SharedTensor ifOne) {
    step("select", ifZero.shape());
    sameShape(ifZero, ifOne);
    boolean[] b = ClearTensor.Bits.of(bits);
    int[] out = ClearTensor.of(ifZero).clone();
    int[] one = ClearTensor.of(ifOne);
    for (int i = 0; i < out.length; i++) {
      out[i] = b[i] ? one[i] : out[i];
    }
    return new ClearTensor(ifZero.shape(), out);
  }

  @Override
  public SharedTensor toArithmetic(SharedBits bits) {
    boolean[] b = ClearTensor.Bits.of(bits);
    Shape shape = Shape.of(b.length);
    step("toArithmetic", shape);
    int[] out = new int[b.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = b[i] ? 1 : 0;
    }
    return new ClearTensor(shape, out);
  }

  @Override
  public List<SharedTensor> shuffle(List<SharedTensor> columns) {
    long step = step("shuffle " + columns.size(), columns.getFirst().shape());
    int n = columns.getFirst().shape().dim(0);
    int[] order = new int[n];
    SplittableRandom random = new SplittableRandom(rules.seed() * 37 + step);
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    List<SharedTensor> out = new ArrayList<>();
    columns.forEach(c -> out.add(gather(c, order, c.shape())));
    return out;
  }

  @Override
  public FixedRows fix(SharedTensor rows, long[] keys) {
    step("fix " + Arrays.toString(keys), rows.shape());
    for (long key : keys) {
      if (!usedKeys.add(key)) {
        throw LensException.protocol("mask-reused", "row key " + key + " was used before");
      }
    }
    return new FixedRows(rows, new int[0], keys);
  }

  @Override
  public SharedTensor product(SharedTensor vectors, RowSet rows, int masked) {
    step("product " + Arrays.toString(rows.keys()), vectors.shape());
    return matmulPublic(vectors, rows.words(0, vectors.shape().dim(1)), rows.size());
  }

  @Override
  public SharedTensor importAdditive(Shape shape, int[] share) {
    throw LensException.internal("no-shares", "clear-text parties hold no shares");
  }

  @Override
  public int[] exportAdditive(SharedTensor a) {
    throw LensException.internal("no-shares", "clear-text parties hold no shares");
  }

  @Override
  public SharedTensor conv2d(SharedTensor input, FixedRows weights, ConvShape shape) {
    step("conv2d", input.shape());
    return conv2d(input, ClearTensor.of(weights.shares()), new int[0], shape);
  }

  @Override
  public SharedTensor matmul(SharedTensor a, FixedRows weights) {
    step("matmul", a.shape());
    return matmulPublic(a, ClearTensor.of(weights.shares()), weights.rows());
  }

  @Override
  public Prg joint() {
    return joint;
  }

  // ------------------------------------------------------------ opening

  @Override
  public int[] open(SharedTensor a, Opening what) {
    step("open " + what.label(), a.shape());
    ledger.record(what, a.size(), 1, 2, 3);
    return ClearTensor.of(a).clone();
  }

  @Override
  public long[] openBits(SharedBits bits, Opening what) {
    boolean[] b = ClearTensor.Bits.of(bits);
    step("openBits " + what.label(), Shape.of(b.length));
    ledger.record(what, b.length, 1, 2, 3);
    long[] out = new long[XorBits.words(b.length)];
    for (int i = 0; i < b.length; i++) {
      if (b[i]) {
        out[i >> 6] |= 1L << (i & 63);
      }
    }
    return out;
  }
}
