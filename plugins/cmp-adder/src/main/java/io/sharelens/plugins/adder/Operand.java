package io.sharelens.plugins.adder;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with 0, as one party holds it: {@code a} or {@code a - b}, cut down to Z_2^k by
 * {@code shift} bits. {@code a = r + y} there, with r from part 2, which parties 1 and 2 both know,
 * and y from parts 1 and 3, which party 3 knows: {@code r = x2 >> shift} and {@code y = (x1 + x3 >>
 * shift) + 1}, without the 1 if nothing is shifted. So r + y is {@code a >> shift} or one more.
 */
final class Operand {
  private final int party;
  private final ReplicatedTensor a;
  private final @Nullable ReplicatedTensor b;
  private final int shift;
  private final int mask;

  private Operand(
      int party, ReplicatedTensor a, @Nullable ReplicatedTensor b, int shift, int ring) {
    this.party = party;
    this.a = a;
    this.b = b;
    this.shift = shift;
    this.mask = -1 >>> 32 - ring;
  }

  /** a, whose low {@code ring} bits count after the shift. */
  static Operand of(int party, SharedTensor a, int shift, int ring) {
    return new Operand(party, ReplicatedTensor.of(a), null, shift, ring);
  }

  /** a - b in a ring of {@code ring} bits. */
  static Operand difference(int party, SharedTensor a, SharedTensor b, int ring) {
    if (!a.shape().equals(b.shape())) {
      throw LensException.internal("bad-shape", "no maximum of " + a.shape() + " and " + b.shape());
    }
    return new Operand(party, ReplicatedTensor.of(a), ReplicatedTensor.of(b), 0, ring);
  }

  Shape shape() {
    return a.shape();
  }

  int size() {
    return a.own().length;
  }

  /** Parties 1 and 2: r as numbers of the ring. */
  int[] known(int from, int count, int[] words) {
    part(party == 1, from, count, words);
    for (int i = 0; i < count; i++) {
      words[i] = words[i] >>> shift & mask;
    }
    return words;
  }

  /** Parties 1 and 2: additive shares of y if nothing is shifted. */
  int[] share(int from, int count, int[] words) {
    return part(party == 2, from, count, words);
  }

  /** Party 3: y as numbers of the ring. */
  int[] hidden(int from, int count, int[] words) {
    int[] own = a.own();
    int[] next = a.next();
    for (int i = 0; i < count; i++) {
      words[i] = own[from + i] + next[from + i];
    }
    if (b != null) {
      int[] minus = b.own();
      int[] minusNext = b.next();
      for (int i = 0; i < count; i++) {
        words[i] -= minus[from + i] + minusNext[from + i];
      }
    }
    int round = shift == 0 ? 0 : 1;
    for (int i = 0; i < count; i++) {
      words[i] = (words[i] >>> shift) + round & mask;
    }
    Arrays.fill(words, count, words.length, 0);
    return words;
  }

  private int[] part(boolean second, int from, int count, int[] words) {
    int[] plus = second ? a.next() : a.own();
    if (b == null) {
      System.arraycopy(plus, from, words, 0, count);
    } else {
      int[] minus = second ? b.next() : b.own();
      for (int i = 0; i < count; i++) {
        words[i] = plus[from + i] - minus[from + i];
      }
    }
    Arrays.fill(words, count, words.length, 0);
    return words;
  }
}
