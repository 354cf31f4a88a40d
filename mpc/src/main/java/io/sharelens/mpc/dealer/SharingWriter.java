package io.sharelens.mpc.dealer;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.SevenBits;
import java.nio.ByteBuffer;

/** Shares a correlation's fields: seeds for what is random, corrections for the second server. */
final class SharingWriter implements MaterialWriter {
  private final MaterialSender second;
  private final Seed seed1;
  private final Seed seed2;
  private final long stream;
  private final Prg prg1;
  private final Prg prg2;
  private final Prg own;
  private ByteBuffer block;
  private int[] scratch = {};

  SharingWriter(MaterialSender second, Seed seed1, Seed seed2, Seed own, long stream) {
    this.second = second;
    this.seed1 = seed1;
    this.seed2 = seed2;
    this.stream = stream;
    this.prg1 = new Prg(seed1, stream);
    this.prg2 = new Prg(seed2, stream);
    this.own = new Prg(own, stream);
    this.block = second.block();
  }

  @Override
  public void random(int[] plain) {
    int[] other = new int[plain.length];
    random(plain, other);
    for (int i = 0; i < plain.length; i++) {
      plain[i] += other[i];
    }
  }

  @Override
  public void random(int[] first, int[] second) {
    prg1.ints(first);
    prg2.ints(second);
  }

  @Override
  public void derived(int[] plain) {
    int[] correction = firstOf(plain.length);
    for (int i = 0; i < plain.length; i++) {
      correction[i] = plain[i] - correction[i];
    }
    emit(correction);
  }

  @Override
  public void randomBits(long[] plain) {
    long[] other = new long[plain.length];
    prg1.longs(plain);
    prg2.longs(other);
    for (int i = 0; i < plain.length; i++) {
      plain[i] ^= other[i];
    }
  }

  @Override
  public void derivedBits(long[] plain) {
    long[] correction = new long[plain.length];
    prg1.longs(correction);
    for (int i = 0; i < plain.length; i++) {
      correction[i] ^= plain[i];
    }
    emit(Words.of(correction));
  }

  @Override
  public void derivedBits(int[] plain) {
    int[] correction = firstOf(plain.length);
    for (int i = 0; i < plain.length; i++) {
      correction[i] ^= plain[i];
    }
    emit(correction);
  }

  @Override
  public void first(int[] share) {
    prg1.ints(share);
  }

  @Override
  public void second(int[] share) {
    emit(share);
  }

  @Override
  public Track track(int server, int t) {
    return new Prg(server == 1 ? seed1 : seed2, DealerProtocol.stream(stream, t))::ints;
  }

  @Override
  public void randomMod(byte[] plain, int p) {
    byte[] other = new byte[plain.length];
    prg1.mod(plain, p);
    prg2.mod(other, p);
    for (int i = 0; i < plain.length; i++) {
      int s = plain[i] + other[i] - p;
      plain[i] = (byte) (s + (p & (s >> 31)));
    }
  }

  @Override
  public void derivedMod(byte[] plain, int p) {
    byte[] correction = new byte[plain.length];
    prg1.mod(correction, p);
    for (int i = 0; i < plain.length; i++) {
      int d = plain[i] - correction[i];
      correction[i] = (byte) (d + (p & (d >> 31)));
    }
    ByteBuffer packed = ByteBuffer.allocate(SevenBits.bytes(correction.length));
    SevenBits.pack(correction, packed);
    emit(packed.flip());
  }

  @Override
  public void own(int party, long[] words) {
    (party == 1 ? prg1 : prg2).longs(words);
  }

  @Override
  public void secret(int[] words) {
    own.ints(words);
  }

  /** Server 1's next words, in an array that the next call uses again. */
  private int[] firstOf(int length) {
    if (scratch.length != length) {
      scratch = new int[length];
    }
    prg1.ints(scratch);
    return scratch;
  }

  private void emit(int[] words) {
    if ((block.remaining() & 3) != 0) {
      emit(Words.of(words)); // a field of another width has left the block unaligned
      return;
    }
    for (int from = 0; from < words.length; ) {
      int n = Math.min(block.remaining() >>> 2, words.length - from);
      Words.put(block, words, from, n);
      from += n;
      if (!block.hasRemaining()) {
        second.send(block);
        block = second.block();
      }
    }
  }

  private void emit(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int n = Math.min(block.remaining(), bytes.remaining());
      block.put(bytes.slice(bytes.position(), n));
      bytes.position(bytes.position() + n);
      if (!block.hasRemaining()) {
        second.send(block);
        block = second.block();
      }
    }
  }

  /** Sends what is left of the request's material: a short block, which ends it. */
  void end() {
    second.send(block);
  }
}
