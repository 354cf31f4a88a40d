package io.sharelens.plugins.adder;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Party 3's half. It knows y, all masks and party 1's shares of everything, and sends party 2 its
 * shares: first those of all blocks' bits, then stage by stage of the products of masks, then of
 * the words of a selection. It receives nothing.
 */
final class Giver {
  private final PartyChannel to;
  private final Blocks blocks;
  private final Form form;
  private final Layout layout;
  private final Operand operand;
  private final Streams streams;
  private final Lanes lanes = Lanes.get();
  private final Scratch words = new Scratch();
  private final Scratch given = new Scratch();
  private ByteBuffer frame = Words.buffer(0);

  Giver(PartyChannel to, Form form, Operand operand, Streams streams) {
    this.to = to;
    this.blocks = new Blocks(operand.size());
    this.form = form;
    this.layout = form.layout();
    this.operand = operand;
    this.streams = streams;
  }

  /** What makes the sign. */
  void sign() {
    tables();
    for (int s = 0; s < layout.stages().size(); s++) {
      products(s, layout.stages().get(s).products());
    }
  }

  private void tables() {
    Streams.Rows one = streams.one(Streams.TABLES);
    int rows = layout.tablePlanes();
    for (int b = 0; b < blocks.count(); b++) {
      int n = blocks.width(b);
      int[] planes = operand.hidden(blocks.from(b), blocks.size(b), words.of(32 * n));
      lanes.transpose(planes, form.ring(), n);
      int[] out = given.of((rows + 1) * n);
      Chunks.products(layout, planes, out, n);
      System.arraycopy(planes, (form.ring() - 1) * n, out, rows * n, n);
      lanes.add(one.next(out.length), 0, out, 0, out.length);
      send(out, out.length);
    }
  }

  private void products(int stage, List<Integer> products) {
    Streams.Rows shares = streams.one(Streams.products(stage));
    Streams.Rows masks = streams.one(Streams.masks(stage));
    Streams.Rows others = streams.two(Streams.masks(stage));
    int opened = layout.stages().get(stage).opened();
    for (int b = 0; b < blocks.count(); b++) {
      int n = blocks.width(b);
      int[] mask = masks.next(opened * n);
      lanes.add(others.next(opened * n), 0, mask, 0, opened * n);
      int[] out = given.of(products.size() * n);
      for (int p = 0; p < products.size(); p++) {
        product(products.get(p), mask, out, p * n, n);
      }
      lanes.add(shares.next(out.length), 0, out, 0, out.length);
      send(out, out.length);
    }
  }

  private void product(int set, int[] mask, int[] out, int to, int n) {
    int first = Integer.numberOfTrailingZeros(set);
    System.arraycopy(mask, first * n, out, to, n);
    for (int rest = set & set - 1; rest != 0; rest &= rest - 1) {
      lanes.multiply(mask, Integer.numberOfTrailingZeros(rest) * n, out, to, out, to, n);
    }
  }

  /** Words of a selection: c and c y; for a lift also y, its top bit and c times that. */
  void selection() {
    Streams.Rows flips = streams.one(Streams.FLIPS);
    Streams.Rows others = streams.two(Streams.FLIPS);
    WordShares shares = new WordShares(streams, form);
    Scratch packed = new Scratch();
    for (int b = 0; b < blocks.count(); b++) {
      int n = blocks.width(b);
      int[] y = operand.hidden(blocks.from(b), blocks.size(b), words.of(32 * n));
      int[] c = flips.next(n);
      lanes.add(others.next(n), 0, c, 0, n);
      int[][] drawn = shares.next(n);
      for (int j = 0; j < 32; j++) {
        lanes.deal(y, c, j, drawn[0], drawn[1], n);
        if (form.lifts()) {
          lanes.dealTop(y, c, j, form.ring(), drawn[2], drawn[3], drawn[4], n);
        }
      }
      ByteBuffer out = room(form.selectionBits() * n * Integer.BYTES);
      for (int k = 0; k < drawn.length; k++) {
        int bits = form.bits(k);
        Words.put(out, Packing.pack(drawn[k], bits, n, packed), 0, bits * n);
      }
      to.send(out.flip());
    }
  }

  private void send(int[] rows, int count) {
    ByteBuffer out = room(count * Integer.BYTES);
    Words.put(out, rows, 0, count);
    to.send(out.flip());
  }

  private ByteBuffer room(int bytes) {
    if (frame.capacity() < bytes) {
      frame = Words.buffer(bytes);
    }
    return frame.clear().limit(bytes);
  }
}
