package io.sharelens.mpc.replicated;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.FixedRows;
import io.sharelens.mpc.arithmetic.LocalOperations;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Arithmetic of three parties with replicated shares over Z_2^32: x = x1 + x2 + x3, party i holds
 * (x_i, x_{i+1}). No dealer and no offline phase.
 *
 * <p>Parties: 3. Adversary: semi-honest, one of them. A party sees words that are masked by streams
 * which it does not have, and what {@link #open} reveals.
 *
 * <table>
 * <caption>Cost of n elements, all parties together</caption>
 * <tr><th>operation</th><th>rounds</th><th>bytes</th></tr>
 * <tr><td>multiply</td><td>1</td><td>12 n</td></tr>
 * <tr><td>matmul, conv2d of secrets</td><td>1</td><td>12 per element of the result</td></tr>
 * <tr><td>product [b,k]x[n,k]</td><td>1</td><td>12 b n</td></tr>
 * <tr><td>truncate by f</td><td>2</td><td>(4 + 3 f / 8) n</td></tr>
 * <tr><td>select</td><td>2</td><td>20 n</td></tr>
 * <tr><td>selectColumns, c columns</td><td>2</td><td>(4 + 16 c) n</td></tr>
 * <tr><td>toArithmetic</td><td>2</td><td>12 n</td></tr>
 * <tr><td>shuffle, c columns</td><td>3</td><td>24 c n</td></tr>
 * <tr><td>importAdditive</td><td>1</td><td>8 n</td></tr>
 * <tr><td>exportAdditive, fix</td><td>0</td><td>0</td></tr>
 * <tr><td>open</td><td>1</td><td>12 n</td></tr>
 * </table>
 *
 * Long tensors go in frames of {@link Circle#FRAME} elements that overlap with computing, in the
 * same rounds.
 */
public final class ReplicatedArithmetic implements Arithmetic {
  private final ReplicatedParty party;
  private final Kernels kernels;
  private final OpeningLedger ledger;
  private final LocalParts local;
  private final Products products;

  /**
   * @param party channels and common randomness of this session
   * @param kernels linear algebra
   * @param ledger where openings are recorded
   */
  public ReplicatedArithmetic(ReplicatedParty party, Kernels kernels, OpeningLedger ledger) {
    this.party = party;
    this.kernels = kernels;
    this.ledger = ledger;
    this.local = new LocalParts(party.self(), kernels);
    this.products = new Products(party);
  }

  @Override
  public int party() {
    return party.self();
  }

  @Override
  public int parties() {
    return ReplicatedParty.PARTIES;
  }

  @Override
  public SharedTensor constant(Shape shape, int[] values) {
    return local.make(l -> l.constant(shape, values));
  }

  @Override
  public SharedTensor add(SharedTensor a, SharedTensor b) {
    return local.map(a, b, LocalOperations::add);
  }

  @Override
  public SharedTensor subtract(SharedTensor a, SharedTensor b) {
    return local.map(a, b, LocalOperations::subtract);
  }

  @Override
  public SharedTensor addPublic(SharedTensor a, int... values) {
    return local.map(a, (l, x) -> l.addPublic(x, values));
  }

  @Override
  public SharedTensor multiplyPublic(SharedTensor a, int... values) {
    return local.map(a, (l, x) -> l.multiplyPublic(x, values));
  }

  @Override
  public SharedTensor conv2d(SharedTensor input, int[] weights, int[] bias, ConvShape shape) {
    return local.map(input, (l, x) -> l.conv2d(x, weights, bias, shape));
  }

  @Override
  public SharedTensor matmulPublic(SharedTensor a, int[] weights, int n) {
    return local.map(a, (l, x) -> l.matmulPublic(x, weights, n));
  }

  @Override
  public SharedTensor gather(SharedTensor a, int[] index, Shape result) {
    return local.map(a, (l, x) -> l.gather(x, index, result));
  }

  @Override
  public SharedTensor take(SharedTensor a, int axis, int start, int step, int count) {
    return local.map(a, (l, x) -> l.take(x, axis, start, step, count));
  }

  @Override
  public SharedTensor reshape(SharedTensor a, Shape shape) {
    ReplicatedTensor x = ReplicatedTensor.of(a);
    return new ReplicatedTensor(shape, x.own(), x.next());
  }

  @Override
  public SharedTensor concat(List<SharedTensor> parts, Shape shape) {
    return local.map(parts, (l, x) -> l.concat(x, shape));
  }

  @Override
  public SharedTensor join(List<SharedTensor> parts, int axis) {
    return local.map(parts, (l, x) -> l.join(x, axis));
  }

  @Override
  public SharedTensor sumLast(SharedTensor a) {
    return local.map(a, LocalOperations::sumLast);
  }

  @Override
  public SharedBits xor(SharedBits a, SharedBits b) {
    return local.bits(a, b, LocalOperations::xor);
  }

  @Override
  public SharedBits not(SharedBits a) {
    return local.bits(a, LocalOperations::not);
  }

  @Override
  public int storedBytes() {
    return StoredParts.BYTES;
  }

  @Override
  public void store(SharedTensor a, ByteBuffer out, int stride) {
    StoredParts.store(a, out, stride);
  }

  @Override
  public SharedTensor load(RowSet rows, int at, int columns) {
    return StoredParts.load(rows, at, columns);
  }

  /** Rows need no masks: a product takes one word per result, whatever the rows are. */
  @Override
  public boolean masksRows() {
    return false;
  }

  @Override
  public SharedTensor importAdditive(Shape shape, int[] share) {
    return Conversion.in(party, shape, share);
  }

  @Override
  public int[] exportAdditive(SharedTensor a) {
    return Conversion.out(party, a);
  }

  @Override
  public SharedTensor multiply(SharedTensor a, SharedTensor b) {
    return products.multiply(a, b);
  }

  @Override
  public SharedTensor matmul(SharedTensor a, SharedTensor b) {
    return products.matmul(kernels, a, b);
  }

  @Override
  public SharedTensor truncate(SharedTensor a, int bits) {
    return FaithfulTruncation.run(party, ReplicatedTensor.of(a), bits);
  }

  @Override
  public SharedTensor select(SharedBits bits, SharedTensor ifZero, SharedTensor ifOne) {
    return add(ifZero, new Injection(party).times(bits, subtract(ifOne, ifZero)));
  }

  @Override
  public List<SharedTensor> selectColumns(
      SharedBits bits, List<SharedTensor> ifZero, List<SharedTensor> ifOne) {
    int n = bits.size();
    Shape shape = Shape.of(ifZero.size() * n);
    SharedTensor base = concat(ifZero, shape);
    SharedTensor selected =
        add(base, new Injection(party).times(bits, subtract(concat(ifOne, shape), base)));
    return IntStream.range(0, ifZero.size())
        .mapToObj(c -> reshape(take(selected, 0, c * n, 1, n), ifZero.get(c).shape()))
        .toList();
  }

  @Override
  public SharedTensor toArithmetic(SharedBits bits) {
    return new Injection(party).toRing(bits);
  }

  @Override
  public List<SharedTensor> shuffle(List<SharedTensor> columns) {
    return SecretShuffle.run(party, columns);
  }

  /** Local: the keys name no masks here. */
  @Override
  public FixedRows fix(SharedTensor rows, long[] keys) {
    if (keys.length != rows.shape().dim(0)) {
      throw LensException.internal(
          "bad-shape", keys.length + " keys for " + rows.shape().dim(0) + " rows");
    }
    return new FixedRows(rows, new int[0], keys.clone());
  }

  @Override
  public SharedTensor product(SharedTensor vectors, RowSet rows, int masked) {
    int[] z = StoredParts.products(kernels, vectors, rows);
    return products.reshare(Shape.of(vectors.shape().dim(0), rows.size()), z);
  }

  @Override
  public SharedTensor conv2d(SharedTensor input, FixedRows weights, ConvShape shape) {
    return products.conv2d(kernels, input, weights, shape);
  }

  @Override
  public SharedTensor matmul(SharedTensor a, FixedRows weights) {
    return products.matmul(kernels, a, weights);
  }

  @Override
  public Prg joint() {
    return party.joint();
  }

  /** Each party lacks one part and gets it from the next one. */
  @Override
  public int[] open(SharedTensor a, Opening what) {
    ledger.record(what, a.size(), 1, 2, 3);
    ReplicatedTensor x = ReplicatedTensor.of(a);
    int[] z = party.circle().pass(x.next());
    addParts(x, z);
    return z;
  }

  @Override
  public void openStream(
      int pieces, IntFunction<SharedTensor> make, PieceTaker take, Opening what) {
    ArrayDeque<ReplicatedTensor> mine = new ArrayDeque<>();
    party
        .circle()
        .pass(
            pieces,
            i -> {
              ReplicatedTensor piece = ReplicatedTensor.of(make.apply(i));
              ledger.record(what, piece.size(), 1, 2, 3);
              mine.add(piece);
              return Words.of(piece.next());
            },
            (i, payload) -> {
              ReplicatedTensor piece = mine.remove();
              int[] z = new int[piece.size()];
              Words.get(payload, z);
              addParts(piece, z);
              take.take(i, z);
            });
  }

  private static void addParts(ReplicatedTensor x, int[] z) {
    int[] own = x.own();
    int[] next = x.next();
    for (int i = 0; i < z.length; i++) {
      z[i] += own[i] + next[i];
    }
  }

  @Override
  public long[] openBits(SharedBits bits, Opening what) {
    ledger.record(what, bits.size(), 1, 2, 3);
    ReplicatedBits b = ReplicatedBits.of(bits);
    long[] z = party.circle().pass(b.next());
    for (int i = 0; i < z.length; i++) {
      z[i] ^= b.own()[i] ^ b.next()[i];
    }
    return z;
  }
}
