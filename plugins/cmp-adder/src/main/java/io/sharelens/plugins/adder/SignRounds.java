package io.sharelens.plugins.adder;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The half of parties 1 and 2: the top bit of r + y, {@code MSB(r) ^ MSB(y) ^ carry}, as a share
 * between the two. One round for each stage of the carry tree, for all blocks; between the rounds a
 * party keeps the opened rows and what goes on unopened.
 */
final class SignRounds {
  private final PartyChannel peer;
  private final Blocks blocks;
  private final Form form;
  private final Layout layout;
  private final Operand operand;
  private final Material material;
  private final Masks masks;
  private final int one;
  private final Lanes lanes = Lanes.get();
  private final Scratch planes = new Scratch();
  private final Scratch theirs = new Scratch();
  private final Chunks chunks;
  private final Material.Bits tables;

  /** Shares of MSB(r) ^ MSB(y), one row a block. */
  private final int[][] tops;

  /** Rows of bits, mine and then opened. */
  private final int[][] opened;

  /** Pairs that go into the stage after the present one, as far as they are known. */
  private final int[][] kept;

  /** This party's masks of a stage's inputs. */
  @FunctionalInterface
  interface Masks {
    Streams.Rows of(int track);
  }

  /**
   * @param one 1 at the party that adds public terms, 0 at the other
   */
  SignRounds(
      PartyChannel peer, Form form, Operand operand, Material material, Masks masks, int one) {
    this.peer = peer;
    this.blocks = new Blocks(operand.size());
    this.form = form;
    this.layout = form.layout();
    this.operand = operand;
    this.material = material;
    this.masks = masks;
    this.one = -one;
    this.chunks = new Chunks(layout, this.one);
    this.tables = material.bits(Streams.TABLES);
    this.tops = new int[blocks.count()][];
    this.opened = new int[blocks.count()][];
    this.kept = new int[blocks.count()][];
  }

  /** All rounds; gives the shares of the signs, block by block in their order. */
  Signs run() {
    Pairs pairs = this::chunkPairs;
    for (int s = 0; s < layout.stages().size(); s++) {
      pairs = round(s, pairs);
    }
    return signs(pairs);
  }

  /** Pairs (g, p) of a block, rows of g and then rows of p, valid until the next call. */
  @FunctionalInterface
  private interface Pairs {
    int[] of(int block);
  }

  private int[] chunkPairs(int b) {
    int n = blocks.width(b);
    int[] r = operand.known(blocks.from(b), blocks.size(b), planes.of(32 * n));
    lanes.transpose(r, form.ring(), n);
    int rows = layout.tablePlanes();
    int[] dealt = tables.next((rows + 1) * n);
    int[] top = Arrays.copyOfRange(dealt, rows * n, (rows + 1) * n);
    int at = (form.ring() - 1) * n;
    for (int i = 0; i < n; i++) {
      top[i] ^= r[at + i] & one;
    }
    tops[b] = top;
    return chunks.pairs(r, dealt, n);
  }

  private Pairs round(int s, Pairs before) {
    Stage stage = layout.stages().get(s);
    Cells cells = new Cells(stage, one);
    Streams.Rows masking = masks.of(Streams.masks(s));
    peer.exchange(
        blocks.count(),
        b -> {
          int n = blocks.width(b);
          int[] pairs = before.of(b);
          int[] rows = new int[stage.opened() * n];
          cells.select(pairs, rows, n);
          kept[b] = cells.kept(pairs, n);
          lanes.add(masking.next(rows.length), 0, rows, 0, rows.length);
          opened[b] = rows;
          return Words.of(rows);
        },
        (b, payload) -> open(opened[b], payload));
    Streams.Rows again = masks.of(Streams.masks(s));
    Material.Bits products = material.bits(Streams.products(s));
    return b -> {
      int n = blocks.width(b);
      int[] dealt = products.next(stage.products().size() * n);
      int[] rows = opened[b];
      cells.evaluate(rows, again.next(rows.length), dealt, kept[b], n);
      return kept[b];
    };
  }

  /** Shares of the signs of one block after the other, one row each, fresh arrays. */
  @FunctionalInterface
  interface Signs {
    int[] next(int block);
  }

  private Signs signs(Pairs carries) {
    return b -> {
      int[] carry = carries.of(b); // without stages, this is where the block is looked at first
      int[] row = tops[b];
      lanes.add(carry, 0, row, 0, row.length);
      return row;
    };
  }

  /** Opens bits: adds the peer's shares to this party's. */
  void open(int[] mine, ByteBuffer payload) {
    int[] words = theirs.of(payload.remaining() / Integer.BYTES);
    Words.get(payload, words);
    lanes.add(words, 0, mine, 0, mine.length);
  }
}
