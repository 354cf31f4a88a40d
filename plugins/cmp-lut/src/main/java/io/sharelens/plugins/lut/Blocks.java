package io.sharelens.plugins.lut;

import io.sharelens.mpc.dealer.DealtBlocks;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.Track;
import org.jspecify.annotations.Nullable;

/** A tensor of {@code n} elements in blocks, with the server's view of each block's material. */
final class Blocks {
  private final int n;
  private final DealtBlocks dealt;

  Blocks(int n, DealtBlocks dealt) {
    this.n = n;
    this.dealt = dealt;
  }

  /** Words of a row for {@code elements} elements; what is left over at the end stays 0. */
  static int lanes(int elements) {
    return (elements + 31) >>> 5;
  }

  int count() {
    return dealt.count();
  }

  int from(int block) {
    return block * Form.BLOCK;
  }

  /** Elements of a block. */
  int size(int block) {
    return Math.min(Form.BLOCK, n - from(block));
  }

  /** Words of a block's rows. */
  int width(int block) {
    return lanes(size(block));
  }

  /** Derived words; fields are read in the order in which they are dealt. */
  Field field() {
    return new Field();
  }

  /** Opens track {@code t} for all blocks in their order. */
  Rows track(int t) {
    return new Rows(t);
  }

  void done() {
    dealt.done();
  }

  /** A field of every block. */
  final class Field {
    private final Scratch all = new Scratch();
    private final Scratch narrow = new Scratch();

    private Field() {}

    /** {@code rows} rows of a block, valid until the next call. */
    int[] next(int block, int rows) {
      int wide = lanes(dealt.size(block));
      int[] share = all.of(rows * wide);
      dealt.reader(block).derivedBits(share);
      return narrowed(share, rows, wide, width(block), narrow);
    }
  }

  /** A cursor over a track of every block. */
  final class Rows {
    private final int t;
    private final Scratch all = new Scratch();
    private final Scratch narrow = new Scratch();
    private @Nullable MaterialReader reader;
    private @Nullable Track track;

    private Rows(int t) {
      this.t = t;
    }

    /** {@code rows} rows of random words for a block, valid until the next call. */
    int[] next(int block, int rows) {
      MaterialReader now = dealt.reader(block);
      Track current = track;
      if (current == null || reader != now) {
        current = now.track(t);
        track = current;
        reader = now;
      }
      int wide = lanes(dealt.size(block));
      int[] words = all.of(rows * wide);
      current.ints(words);
      return narrowed(words, rows, wide, width(block), narrow);
    }
  }

  /** The first {@code n} words of every row; a unit from stock may have been dealt for more. */
  private static int[] narrowed(int[] share, int rows, int wide, int n, Scratch narrow) {
    if (wide == n) {
      return share;
    }
    int[] out = narrow.of(rows * n);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(share, r * wide, out, r * n, n);
    }
    return out;
  }
}
