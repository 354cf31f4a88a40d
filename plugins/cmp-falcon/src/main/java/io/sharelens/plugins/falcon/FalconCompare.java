package io.sharelens.plugins.falcon;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Pooling;
import java.util.Arrays;

/**
 * Falcon's comparison (PETS 2021) for one of three parties: signs by private compare in Z_67 on a
 * masked value, ReLU and maximum by selection.
 *
 * <p>Parties: 3, replicated shares. Adversary: semi-honest, one of them. A party sees masked values
 * that are uniform, and for each number one that is 0 with probability 1/2 whatever the input and
 * else uniform; it learns nothing. Signs are exact for all 32-bit words; a truncated ReLU is exact
 * or one unit too large. Costs: {@link FalconCost}.
 *
 * <p>Everything goes block by block, and a block's offline material is made right before it is
 * used, within {@link PartyContext#offline}: it is never held for more than one block.
 */
final class FalconCompare implements ComparisonProtocol {
  /** Elements of one run of the protocol, a multiple of 64. */
  static final int BLOCK = 1 << 15;

  /** Most bits that a ReLU can cut off. */
  static final int MAX_TRUNCATION = 30;

  private static final int WORD = 32;

  private final PartyContext context;
  private final ReplicatedParty party;
  private final Wire wire;
  private final Offline offline;

  FalconCompare(PartyContext context) {
    this.context = context;
    this.party = context.replicated();
    this.wire = new Wire(party);
    this.offline = new Offline(wire);
  }

  @Override
  public SharedBits negative(SharedTensor a) {
    return negative(a, WORD);
  }

  @Override
  public SharedBits negative(SharedTensor a, int bits) {
    if (bits < 2 || bits > WORD) {
      throw LensException.internal("bad-bits", "signs of 2 to 32 bits, not of " + bits);
    }
    ReplicatedTensor x = ReplicatedTensor.of(a);
    int n = a.size();
    long[] own = new long[XorBits.words(n)];
    long[] next = new long[own.length];
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      int size = padded(to - from);
      SignMaterial material = context.offline(() -> offline.sign(bits, size));
      Sign sign = new Sign(wire, material, part(x.next(), from, to));
      long[] third = wire.pass(sign.opened());
      Plane block = sign.finish(part(x.own(), from, to), third, Aside.NONE);
      System.arraycopy(block.own(), 0, own, from >> 6, size >> 6);
      System.arraycopy(block.next(), 0, next, from >> 6, size >> 6);
    }
    return new ReplicatedBits(n, own, next);
  }

  @Override
  public SharedTensor relu(SharedTensor a, int bits) {
    checkTruncation(bits);
    return inBlocks(
        a,
        (own, next) -> {
          if (bits == 0) {
            positive(WORD, own, next);
          } else {
            truncated(Truncated.of(party, bits, own, next), own, next);
          }
        });
  }

  @Override
  public SharedTensor max(SharedTensor a, SharedTensor b) {
    Arithmetic arithmetic = context.arithmetic();
    return arithmetic.add(b, relu(arithmetic.subtract(a, b), 0));
  }

  /**
   * Maxima in the ring that truncation leaves: what enters is cut to 32 - bits bits once, all
   * maxima and the ReLU run there, and the ReLU brings its result back to 32 bits.
   */
  @Override
  public Pooling pooling(int bits) {
    checkTruncation(bits);
    if (bits == 0) {
      return ComparisonProtocol.super.pooling(0);
    }
    Arithmetic arithmetic = context.arithmetic();
    return new Pooling() {
      @Override
      public SharedTensor enter(SharedTensor a) {
        return inBlocks(a, (own, next) -> Narrow.run(wire, bits, own, next));
      }

      @Override
      public SharedTensor max(SharedTensor a, SharedTensor b) {
        SharedTensor more =
            inBlocks(arithmetic.subtract(a, b), (own, next) -> positive(WORD - bits, own, next));
        return arithmetic.add(b, more);
      }

      @Override
      public SharedTensor relu(SharedTensor a) {
        return inBlocks(
            a, (own, next) -> truncated(Truncated.lifted(party, bits, own, next), own, next));
      }
    };
  }

  private static void checkTruncation(int bits) {
    if (bits < 0 || bits > MAX_TRUNCATION) {
      throw LensException.internal(
          "bad-truncation", "0 to " + MAX_TRUNCATION + " bits can be cut off, not " + bits);
    }
  }

  /** Changes a block's parts, in place. */
  private interface Block {
    void run(int[] own, int[] next);
  }

  private SharedTensor inBlocks(SharedTensor a, Block block) {
    ReplicatedTensor x = ReplicatedTensor.of(a);
    int n = a.size();
    int[] own = new int[n];
    int[] next = new int[n];
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      int[] blockOwn = part(x.own(), from, to);
      int[] blockNext = part(x.next(), from, to);
      block.run(blockOwn, blockNext);
      System.arraycopy(blockOwn, 0, own, from, to - from);
      System.arraycopy(blockNext, 0, next, from, to - from);
    }
    return new ReplicatedTensor(a.shape(), own, next);
  }

  /** What a ReLU of a block needs. */
  private record Material(SignMaterial sign, Selector selector) {}

  private Material material(int ring, int size) {
    return context.offline(
        () -> {
          Plane c = Plane.random(party, size / 64);
          SharedTensor word =
              context.arithmetic().toArithmetic(new ReplicatedBits(size, c.own(), c.next()));
          return new Material(offline.sign(ring, size), new Selector(c, ReplicatedTensor.of(word)));
        });
  }

  /** max(a, 0) of numbers of {@code ring} bits. */
  private void positive(int ring, int[] own, int[] next) {
    Material material = material(ring, own.length);
    Sign sign = new Sign(wire, material.sign, next);
    Plane negative = sign.finish(own, wire.pass(sign.opened()), Aside.NONE);
    material.selector.run(wire, negative, ring, own, next);
  }

  /** max(a, 0) of what is being truncated. */
  private void truncated(Truncated t, int[] own, int[] next) {
    Material material = material(t.ring(), own.length);
    Sign sign = new Sign(wire, material.sign, t.next());
    Plane negative = sign.finish(t.own(), t.first(wire, sign.opened()), t);
    material.selector.run(wire, negative, WORD, t.own(), t.next());
    System.arraycopy(t.own(), 0, own, 0, own.length);
    System.arraycopy(t.next(), 0, next, 0, next.length);
  }

  private static int padded(int n) {
    return (n + 63) & -64;
  }

  /** A block's words, filled up with zeros. */
  private static int[] part(int[] words, int from, int to) {
    return Arrays.copyOf(Arrays.copyOfRange(words, from, to), padded(to - from));
  }
}
