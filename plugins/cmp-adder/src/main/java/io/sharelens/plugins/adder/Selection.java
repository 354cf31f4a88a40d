package io.sharelens.plugins.adder;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import java.nio.ByteBuffer;

/**
 * The half of parties 1 and 2 of max(a, 0): with {@code e = b ^ c} open, b = [a >= 0] and c a
 * random bit of party 3, {@code b a} is {@code c a} where e = 0 and {@code a - c a} where e = 1. In
 * the ring {@code a = r + y - 2^k w}, and for a >= 0 the wrap w is 1 if MSB(r) or MSB(y) is; so a
 * and c a are linear in what party 3 shares: c, c y, y, MSB(y), c MSB(y). One more message takes
 * new parts 1 and 3 off and gives part 2.
 */
final class Selection {
  private final PartyChannel peer;
  private final Blocks blocks;
  private final Form form;
  private final Operand operand;
  private final Material.Fields fields;
  private final Streams.Rows result;
  private final int one;
  private final Lanes lanes = Lanes.get();
  private final Scratch known = new Scratch();
  private final Scratch share = new Scratch();
  private final Scratch packed = new Scratch();
  private final Scratch words = new Scratch();
  private final Scratch theirs = new Scratch();

  Selection(
      PartyChannel peer,
      Form form,
      Operand operand,
      Material material,
      Streams.Rows result,
      int one) {
    this.peer = peer;
    this.blocks = new Blocks(operand.size());
    this.form = form;
    this.operand = operand;
    this.fields = material.words(form);
    this.result = result;
    this.one = -one;
  }

  /**
   * @param e opened rows, block by block
   * @param fresh receives this party's own new part, 1 or 3
   * @param open receives part 2
   */
  void run(int[][] e, int[] fresh, int[] open) {
    int bits = form.resultBits();
    int mask = -1 >>> 32 - bits;
    peer.exchange(
        blocks.count(),
        b -> {
          int n = blocks.width(b);
          int from = blocks.from(b);
          int size = blocks.size(b);
          int[] chosen = chosen(b, e[b], n);
          int[] part = result.next(32 * n);
          System.arraycopy(part, 0, fresh, from, size);
          for (int i = 0; i < chosen.length; i++) {
            chosen[i] -= part[i];
          }
          System.arraycopy(chosen, 0, open, from, size);
          ByteBuffer out = Words.buffer(bits * n * Integer.BYTES);
          Words.put(out, Packing.pack(chosen, bits, n, packed), 0, bits * n);
          return out.flip();
        },
        (b, payload) -> {
          int n = blocks.width(b);
          int[] rows = theirs.of(bits * n);
          Words.get(payload, rows);
          int[] other = Packing.unpack(rows, bits, n, words);
          int from = blocks.from(b);
          int size = blocks.size(b);
          for (int i = 0; i < size; i++) {
            open[from + i] = open[from + i] + other[i] & mask;
          }
        });
  }

  private int[] chosen(int b, int[] e, int n) {
    int from = blocks.from(b);
    int size = blocks.size(b);
    int[] r = operand.known(from, size, known.of(32 * n));
    int[][] dealt = fields.next(n);
    int[] flip = dealt[0];
    int[] product = dealt[1];
    int[] y;
    if (form.lifts()) {
      y = dealt[2];
      lanes.lift(r, form.ring(), dealt[3], dealt[4], y, product);
    } else {
      y = operand.share(from, size, share.of(32 * n));
    }
    for (int j = 0; j < 32; j++) {
      lanes.choose(e, j, r, one, flip, product, y, n);
    }
    return y;
  }
}
