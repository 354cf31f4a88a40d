package io.sharelens.mpc.dealer;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.SevenBits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads one request's material: from the seed alone at server 1, with corrections at server 2. */
final class SharingReader implements MaterialReader {
  private final int self;
  private final Corrections blocks;
  private final DealerRequest request;
  private final Seed seed;
  private final Prg prg;
  private final boolean corrected;
  private ByteBuffer block = ByteBuffer.allocate(0);

  SharingReader(int self, Corrections blocks, Seed seed, DealerRequest request) {
    this.self = self;
    this.blocks = blocks;
    this.request = request;
    this.seed = seed;
    this.prg = new Prg(seed, request.number());
    this.corrected = self == 2;
  }

  @Override
  public void random(int[] share) {
    prg.ints(share);
  }

  @Override
  public void derived(int[] share) {
    if (corrected) {
      take(share);
    } else {
      prg.ints(share);
    }
  }

  @Override
  public void randomBits(long[] share) {
    prg.longs(share);
  }

  @Override
  public void derivedBits(long[] share) {
    if (corrected) {
      Words.get(take(share.length * Long.BYTES), share);
    } else {
      prg.longs(share);
    }
  }

  @Override
  public void derivedBits(int[] share) {
    derived(share); // server 1 draws its share, server 2 gets its own: the ring does not matter
  }

  @Override
  public Track track(int t) {
    return new Prg(seed, DealerProtocol.stream(request.number(), t))::ints;
  }

  @Override
  public void randomMod(byte[] share, int p) {
    prg.mod(share, p);
  }

  @Override
  public void derivedMod(byte[] share, int p) {
    if (corrected) {
      SevenBits.unpack(take(SevenBits.bytes(share.length)), share, p);
    } else {
      prg.mod(share, p);
    }
  }

  @Override
  public boolean own(int party, long[] words) {
    boolean mine = self == party;
    if (mine) {
      prg.longs(words);
    }
    return mine;
  }

  @Override
  public void done() {
    if (corrected && !block.hasRemaining()) {
      block = blocks.next();
    }
    if (block.hasRemaining()) {
      throw LensException.internal(
          "material-left",
          block.remaining() + " bytes of " + request + " were not read: the two halves differ");
    }
  }

  /** The next words of the stream, possibly across blocks. */
  private void take(int[] words) {
    for (int from = 0; from < words.length; ) {
      int n = Math.min(block.remaining() >>> 2, words.length - from);
      if (n > 0) {
        Words.get(block, words, from, n);
        from += n;
      } else if (block.hasRemaining()) {
        words[from++] = take(Integer.BYTES).getInt(); // a word in two blocks
      } else {
        next();
      }
    }
  }

  private void next() {
    block = blocks.next();
    if (!block.hasRemaining()) {
      throw LensException.internal(
          "material-short", request + " brought too little: the two halves differ");
    }
  }

  /** The next {@code n} bytes of the stream, possibly across blocks. */
  private ByteBuffer take(int n) {
    if (block.remaining() >= n) {
      ByteBuffer part = block.slice(block.position(), n).order(ByteOrder.LITTLE_ENDIAN);
      block.position(block.position() + n);
      return part;
    }
    ByteBuffer joined = ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
    while (joined.hasRemaining()) {
      if (!block.hasRemaining()) {
        next();
      }
      int part = Math.min(block.remaining(), joined.remaining());
      joined.put(block.slice(block.position(), part));
      block.position(block.position() + part);
    }
    return joined.flip();
  }
}
