package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Arithmetic of two servers with a dealer: additive shares over Z_2^32, Beaver's multiplication
 * (FLSIR section III-C), secret selection (FLSIR algorithm 1) and faithful truncation.
 *
 * <p>Parties: 2 servers and a dealer, none of which collude. Adversary: semi-honest, one of the
 * three. A server sees uniformly masked values and what {@link #open} reveals; the dealer sees
 * kinds and counts.
 *
 * <table>
 * <caption>Cost of n elements, both servers together; dealer bytes go to the second server</caption>
 * <tr><th>operation</th><th>rounds</th><th>online bytes</th><th>dealer bytes</th></tr>
 * <tr><td>multiply</td><td>1</td><td>16 n</td><td>4 n</td></tr>
 * <tr><td>matmul [m,k]x[n,k]</td><td>1</td><td>8 k (m + n)</td><td>4 m n</td></tr>
 * <tr><td>truncate</td><td>1</td><td>8 n</td><td>8 n</td></tr>
 * <tr><td>select</td><td>1</td><td>8 n + n/4</td><td>8 n</td></tr>
 * <tr><td>toArithmetic</td><td>1</td><td>n/4</td><td>4 n</td></tr>
 * <tr><td>shuffle, c columns</td><td>2</td><td>8 c n</td><td>8 c n</td></tr>
 * <tr><td>fix [n,k]</td><td>1</td><td>8 k n</td><td>8</td></tr>
 * <tr><td>product, matmul [b,k]x[n,k] fixed</td><td>1</td><td>8 b k</td><td>4 b n</td></tr>
 * <tr><td>conv2d, weights fixed</td><td>1</td><td>8 words of input</td>
 * <td>4 words of output</td></tr>
 * </table>
 *
 * Element-wise operations go through {@link #BLOCK} elements at a time, so that correlated
 * randomness is never held for more; each block costs the rounds again.
 */
public final class TwoServerArithmetic implements Arithmetic {
  /** Elements of one round of an element-wise operation. */
  public static final int BLOCK = 1 << 20;

  private final PeerLink peer;
  private final DealerClient dealer;
  private final Kernels kernels;
  private final OpeningLedger ledger;
  private final Prg joint;
  private final LocalOperations local;
  private final boolean first;

  /**
   * @param peer channel to the other server; {@code peer.self()} is 1 or 2
   * @param dealer link to the dealer
   * @param pairwise seed that both servers have and the dealer does not (see {@link PairwiseSeed})
   * @param kernels linear algebra
   * @param ledger where openings are recorded
   */
  public TwoServerArithmetic(
      PartyChannel peer,
      DealerClient dealer,
      Seed pairwise,
      Kernels kernels,
      OpeningLedger ledger) {
    this.peer = new PeerLink(peer);
    this.dealer = dealer;
    this.kernels = kernels;
    this.ledger = ledger;
    this.joint = new Prg(pairwise, 0);
    this.first = peer.self() == 1;
    this.local = new LocalOperations(first, kernels);
  }

  @Override
  public int party() {
    return first ? 1 : 2;
  }

  @Override
  public int parties() {
    return 2;
  }

  @Override
  public SharedTensor constant(Shape shape, int[] values) {
    return local.constant(shape, values);
  }

  @Override
  public SharedTensor add(SharedTensor a, SharedTensor b) {
    return local.add(a, b);
  }

  @Override
  public SharedTensor subtract(SharedTensor a, SharedTensor b) {
    return local.subtract(a, b);
  }

  @Override
  public SharedTensor addPublic(SharedTensor a, int... values) {
    return local.addPublic(a, values);
  }

  @Override
  public SharedTensor multiplyPublic(SharedTensor a, int... values) {
    return local.multiplyPublic(a, values);
  }

  @Override
  public SharedTensor conv2d(SharedTensor input, int[] weights, int[] bias, ConvShape shape) {
    return local.conv2d(input, weights, bias, shape);
  }

  @Override
  public SharedTensor matmulPublic(SharedTensor a, int[] weights, int n) {
    return local.matmulPublic(a, weights, n);
  }

  @Override
  public SharedTensor gather(SharedTensor a, int[] index, Shape result) {
    return local.gather(a, index, result);
  }

  @Override
  public SharedTensor take(SharedTensor a, int axis, int start, int step, int count) {
    return local.take(a, axis, start, step, count);
  }

  @Override
  public SharedTensor reshape(SharedTensor a, Shape shape) {
    return new AdditiveTensor(shape, AdditiveTensor.shareOf(a));
  }

  @Override
  public SharedTensor concat(List<SharedTensor> parts, Shape shape) {
    return local.concat(parts, shape);
  }

  @Override
  public SharedTensor join(List<SharedTensor> parts, int axis) {
    return local.join(parts, axis);
  }

  @Override
  public SharedTensor sumLast(SharedTensor a) {
    return local.sumLast(a);
  }

  @Override
  public SharedBits xor(SharedBits a, SharedBits b) {
    return local.xor(a, b);
  }

  @Override
  public SharedBits not(SharedBits a) {
    return local.not(a);
  }

  @Override
  public SharedTensor multiply(SharedTensor a, SharedTensor b) {
    LocalOperations.sameShape(a, b);
    int[] x = AdditiveTensor.shareOf(a);
    int[] y = AdditiveTensor.shareOf(b);
    int[] z = new int[x.length];
    for (int from = 0; from < x.length; from += BLOCK) {
      Beaver.multiply(peer, dealer, x, y, z, from, Math.min(x.length, from + BLOCK));
    }
    return new AdditiveTensor(a.shape(), z);
  }

  @Override
  public SharedTensor matmul(SharedTensor a, SharedTensor b) {
    return Beaver.matmul(peer, dealer, kernels, a, b);
  }

  @Override
  public SharedTensor truncate(SharedTensor a, int bits) {
    if (bits == 0) {
      return a;
    }
    int[] x = AdditiveTensor.shareOf(a);
    int[] z = new int[x.length];
    for (int from = 0; from < x.length; from += BLOCK) {
      Truncation.run(peer, dealer, x, z, bits, from, Math.min(x.length, from + BLOCK));
    }
    return new AdditiveTensor(a.shape(), z);
  }

  @Override
  public SharedTensor select(SharedBits bits, SharedTensor ifZero, SharedTensor ifOne) {
    int[] base = AdditiveTensor.shareOf(ifZero);
    int[] d = AdditiveTensor.shareOf(subtract(ifOne, ifZero));
    int[] z = new int[d.length];
    for (int from = 0; from < d.length; from += BLOCK) {
      Selection.run(
          peer, dealer, XorBits.shareOf(bits), d, z, from, Math.min(d.length, from + BLOCK));
    }
    for (int i = 0; i < z.length; i++) {
      z[i] += base[i];
    }
    return new AdditiveTensor(ifZero.shape(), z);
  }

  /** One round: the dealer's bits are drawn for each column. */
  @Override
  public List<SharedTensor> selectColumns(
      SharedBits bits, List<SharedTensor> ifZero, List<SharedTensor> ifOne) {
    int n = bits.size();
    Shape shape = Shape.of(ifZero.size() * n);
    SharedTensor selected =
        select(local.repeat(bits, ifZero.size()), concat(ifZero, shape), concat(ifOne, shape));
    return IntStream.range(0, ifZero.size())
        .mapToObj(c -> reshape(take(selected, 0, c * n, 1, n), ifZero.get(c).shape()))
        .toList();
  }

  @Override
  public SharedTensor toArithmetic(SharedBits bits) {
    int n = bits.size();
    int[] z = new int[n];
    for (int from = 0; from < n; from += BLOCK) {
      Selection.toRing(peer, dealer, XorBits.shareOf(bits), z, from, Math.min(n, from + BLOCK));
    }
    return new AdditiveTensor(Shape.of(n), z);
  }

  @Override
  public List<SharedTensor> shuffle(List<SharedTensor> columns) {
    return Shuffle.run(peer, dealer, joint, columns);
  }

  @Override
  public FixedRows fix(SharedTensor rows, long[] keys) {
    return StoredRows.fix(peer, dealer, rows, keys);
  }

  @Override
  public SharedTensor product(SharedTensor vectors, RowSet rows, int masked) {
    return StoredRows.product(peer, dealer, kernels, vectors, rows, masked);
  }

  @Override
  public SharedTensor importAdditive(Shape shape, int[] share) {
    return new AdditiveTensor(shape, share);
  }

  @Override
  public int[] exportAdditive(SharedTensor a) {
    return AdditiveTensor.shareOf(a);
  }

  @Override
  public SharedTensor conv2d(SharedTensor input, FixedRows weights, ConvShape shape) {
    return SecretWeights.conv2d(peer, dealer, kernels, input, weights, shape);
  }

  @Override
  public SharedTensor matmul(SharedTensor a, FixedRows weights) {
    return SecretWeights.matmul(peer, dealer, kernels, a, weights);
  }

  @Override
  public Prg joint() {
    return joint;
  }

  @Override
  public int[] open(SharedTensor a, Opening what) {
    ledger.record(what, a.size(), 1, 2);
    return peer.sum(AdditiveTensor.shareOf(a));
  }

  @Override
  public void openStream(
      int pieces, IntFunction<SharedTensor> make, PieceTaker take, Opening what) {
    peer.sums(
        pieces,
        i -> {
          SharedTensor piece = make.apply(i);
          ledger.record(what, piece.size(), 1, 2);
          return AdditiveTensor.shareOf(piece);
        },
        (words, i) -> take.take(i, words));
  }

  @Override
  public long[] openBits(SharedBits bits, Opening what) {
    ledger.record(what, bits.size(), 1, 2);
    return peer.xor(XorBits.shareOf(bits));
  }
}
