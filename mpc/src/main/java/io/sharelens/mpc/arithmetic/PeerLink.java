package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/** Sums and XORs of both servers' words: one round each. The only way words meet here. */
final class PeerLink {
  private final PartyChannel channel;

  PeerLink(PartyChannel channel) {
    this.channel = channel;
  }

  boolean first() {
    return channel.self() == 1;
  }

  int self() {
    return channel.self();
  }

  /** Both servers' words added up. */
  int[] sum(int[] mine) {
    int[] sum = new int[mine.length];
    Words.exchange(channel, mine, sum);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += mine[i];
    }
    return sum;
  }

  /** As {@link #sum}, piece by piece in one round; own words are kept until the peer's are here. */
  void sums(int pieces, IntFunction<int[]> make, ObjIntConsumer<int[]> take) {
    ArrayDeque<int[]> mine = new ArrayDeque<>();
    channel.exchange(
        pieces,
        i -> {
          int[] words = make.apply(i);
          mine.add(words);
          return Words.of(words);
        },
        (i, payload) -> {
          int[] own = mine.remove();
          int[] sum = new int[own.length];
          Words.get(payload, sum);
          for (int k = 0; k < sum.length; k++) {
            sum[k] += own[k];
          }
          take.accept(sum, i);
        });
  }

  /** Both servers' words, XORed. */
  long[] xor(long[] mine) {
    long[] x = new long[mine.length];
    Words.exchange(channel, mine, x);
    for (int i = 0; i < x.length; i++) {
      x[i] ^= mine[i];
    }
    return x;
  }

  /** Words and bits in the same round; results replace the arguments. */
  void sumAndXor(int[] words, long[] bits) {
    ByteBuffer out = Words.buffer(words.length * Integer.BYTES + bits.length * Long.BYTES);
    Words.put(out, words, 0, words.length);
    Words.put(out, bits, 0, bits.length);
    out.flip();
    ByteBuffer in = Words.buffer(out.remaining());
    channel.exchange(out, in);
    in.flip();
    int[] otherWords = new int[words.length];
    long[] otherBits = new long[bits.length];
    Words.get(in, otherWords);
    Words.get(in, otherBits);
    for (int i = 0; i < words.length; i++) {
      words[i] += otherWords[i];
    }
    for (int i = 0; i < bits.length; i++) {
      bits[i] ^= otherBits[i];
    }
  }

  /** One-way message of words; counts as a round at both ends. */
  void send(int[] words) {
    channel.send(Words.of(words));
    channel.meter().round();
  }

  /** The other end of {@link #send}. */
  int[] receive(int n) {
    int[] words = new int[n];
    ByteBuffer in = Words.buffer(Math.multiplyExact(n, Integer.BYTES));
    channel.receive(in);
    channel.meter().round();
    Words.get(in.flip(), words);
    return words;
  }
}
