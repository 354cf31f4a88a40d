package io.sharelens.plugins.lut;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The server's half of the comparison of a whole tensor with 0: opens r = a + x in Z_2^k, looks its
 * chunks up, opens the masked bits, combines them. {@code MSB(a) = MSB(r) ^ MSB(x) ^ [r' < x']}, r'
 * and x' without their top bits. Between the rounds it holds k + 2 m bits an element.
 */
final class SignRounds {
  private final PartyChannel peer;
  private final Blocks blocks;
  private final Form form;
  private final Layout layout;
  private final int one;
  private final Blocks.Field tables;
  private final Blocks.Field monomials;
  private final Scratch theirs = new Scratch();
  private final Scratch known = new Scratch();
  private final Lanes lanes = Lanes.get();
  private final LookUp lookUp;
  private final Products products;

  /** Planes of r, block by block. */
  private final int[][] r;

  /** Shares of what is linear in the result, one row a block. */
  private final int[][] linear;

  /** Rows of bits, mine and then opened. */
  private final int[][] opened;

  /** Gives a block's words, of whose 32 rows only the low bits count. */
  @FunctionalInterface
  interface Source {
    /**
     * Adds elements {@code from .. from + count - 1}, as elements of the ring, to the words.
     *
     * @param words masks, longer where the last row is not full
     */
    void addTo(int[] words, int from, int count);
  }

  /**
   * @param one 1 at the party that adds public terms, 0 at the other
   */
  SignRounds(PartyChannel peer, Blocks blocks, Form form, int one) {
    this.peer = peer;
    this.blocks = blocks;
    this.form = form;
    this.layout = form.layout();
    this.one = -one;
    this.lookUp = new LookUp(layout, this.one);
    this.products = new Products(layout);
    this.tables = blocks.field();
    this.monomials = blocks.field();
    this.r = new int[blocks.count()][];
    this.linear = new int[blocks.count()][];
    this.opened = new int[blocks.count()][];
  }

  /** First round: r. */
  void open(Source source) {
    Blocks.Rows x = blocks.track(LutCorrelation.X);
    int planes = form.ring();
    peer.exchange(
        blocks.count(),
        b -> {
          int n = blocks.width(b);
          int[] words = x.next(b, 32);
          int shift = form.shift();
          for (int i = 0; i < words.length; i++) {
            words[i] >>>= shift;
          }
          source.addTo(words, blocks.from(b), blocks.size(b));
          lanes.transpose(words, planes, n);
          r[b] = Arrays.copyOf(words, planes * n);
          return Words.of(r[b]);
        },
        (b, payload) -> {
          int[] theirs = words(payload);
          lanes.sum(r[b], theirs, planes, blocks.width(b));
        });
  }

  /** Second round: the masked bits of all look-ups, if there is more than one chunk. */
  void lookUp() {
    if (layout.masks() == 0) {
      for (int b = 0; b < blocks.count(); b++) {
        look(b, new int[0]);
      }
      return;
    }
    Blocks.Rows masks = blocks.track(LutCorrelation.MASKS);
    peer.exchange(
        blocks.count(),
        b -> {
          int[] bits = new int[layout.masks() * blocks.width(b)];
          look(b, bits);
          lanes.add(masks.next(b, layout.masks()), 0, bits, 0, bits.length);
          opened[b] = bits;
          return Words.of(bits);
        },
        (b, payload) -> open(opened[b], payload));
  }

  private void look(int b, int[] bits) {
    int n = blocks.width(b);
    int[] dealt = tables.next(b, layout.tablePlanes() + 1);
    int[] row = lookUp.run(r[b], dealt, bits, n);
    lanes.add(dealt, layout.tablePlanes() * n, row, 0, n);
    int top = (form.ring() - 1) * n;
    for (int i = 0; i < n; i++) {
      row[i] ^= r[b][top + i] & one;
    }
    linear[b] = row;
  }

  /** This server's share of MSB(a), one row, for every block in turn. */
  Signs signs() {
    return new Signs();
  }

  /** Shares of the signs, block by block in their order. */
  final class Signs {
    private final Blocks.Rows masks = blocks.track(LutCorrelation.MASKS);

    int[] next(int b) {
      int[] row = linear[b];
      if (layout.masks() > 0) {
        int n = blocks.width(b);
        int[] dealt = monomials.next(b, layout.monomials());
        int[] sum = products.sum(opened[b], masks.next(b, layout.masks()), dealt, one, n);
        lanes.add(sum, 0, row, 0, n);
        opened[b] = new int[0];
      }
      return row;
    }
  }

  /** Plane of MSB(r) of a block, a copy. */
  int[] topOf(int b) {
    int n = blocks.width(b);
    int from = (form.ring() - 1) * n;
    return Arrays.copyOfRange(r[b], from, from + n);
  }

  /** A block's r as words, 0 .. 2^k - 1, valid until the next call. */
  int[] words(int b) {
    int n = blocks.width(b);
    int[] words = known.of(32 * n);
    System.arraycopy(r[b], 0, words, 0, r[b].length);
    Arrays.fill(words, r[b].length, words.length, 0);
    lanes.transpose(words, 32, n);
    return words;
  }

  /** Opens bits: adds the peer's shares to this server's. */
  void open(int[] mine, ByteBuffer payload) {
    lanes.add(words(payload), 0, mine, 0, mine.length);
  }

  private int[] words(ByteBuffer payload) {
    int[] words = theirs.of(payload.remaining() / Integer.BYTES);
    Words.get(payload, words);
    return words;
  }
}
