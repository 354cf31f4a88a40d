package io.sharelens.plugins.adder;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.ReplicatedTensor;
import java.nio.ByteBuffer;

/**
 * A replicated share in Z_2^k of {@code a >> shift} or one more: part 2 is r, part 1 is fresh, part
 * 3 is y less part 1, which party 3 sends party 2. Shifting three parts each for itself would err
 * by two.
 */
final class Entry {
  private final ReplicatedParty party;
  private final int bits;
  private final Operand operand;
  private final Blocks blocks;
  private final Scratch words = new Scratch();
  private final Scratch packed = new Scratch();
  private final Scratch unpacked = new Scratch();

  Entry(ReplicatedParty party, int bits, Operand operand) {
    this.party = party;
    this.bits = bits;
    this.operand = operand;
    this.blocks = new Blocks(operand.size());
  }

  ReplicatedTensor run() {
    Streams streams = Streams.of(party);
    int[] own = new int[operand.size()];
    int[] next = new int[operand.size()];
    switch (party.self()) {
      case 1 -> {
        drawn(streams.one(Streams.RESULT), own);
        known(next);
      }
      case 2 -> {
        known(own);
        receive(party.channel(3), next);
      }
      default -> {
        drawn(streams.one(Streams.RESULT), next);
        send(party.channel(2), streams.one(Streams.RESULT), own);
      }
    }
    return new ReplicatedTensor(operand.shape(), own, next);
  }

  private void drawn(Streams.Rows rows, int[] part) {
    for (int b = 0; b < blocks.count(); b++) {
      int[] drawn = rows.next(32 * blocks.width(b));
      System.arraycopy(drawn, 0, part, blocks.from(b), blocks.size(b));
    }
  }

  private void known(int[] part) {
    for (int b = 0; b < blocks.count(); b++) {
      int[] r = words.of(32 * blocks.width(b));
      operand.known(blocks.from(b), blocks.size(b), r);
      System.arraycopy(r, 0, part, blocks.from(b), blocks.size(b));
    }
  }

  private void send(PartyChannel to, Streams.Rows fresh, int[] part) {
    for (int b = 0; b < blocks.count(); b++) {
      int n = blocks.width(b);
      int[] drawn = fresh.next(32 * n);
      int[] y = operand.hidden(blocks.from(b), blocks.size(b), words.of(32 * n));
      for (int i = 0; i < y.length; i++) {
        y[i] = y[i] - drawn[i] & -1 >>> 32 - bits;
      }
      System.arraycopy(y, 0, part, blocks.from(b), blocks.size(b));
      ByteBuffer out = Words.buffer(bits * n * Integer.BYTES);
      Words.put(out, Packing.pack(y, bits, n, packed), 0, bits * n);
      to.send(out.flip());
    }
  }

  private void receive(PartyChannel from, int[] part) {
    for (int b = 0; b < blocks.count(); b++) {
      int n = blocks.width(b);
      ByteBuffer in = Words.buffer(bits * n * Integer.BYTES);
      from.receive(in);
      int[] rows = packed.of(bits * n);
      Words.get(in.flip(), rows);
      int[] y = Packing.unpack(rows, bits, n, unpacked);
      System.arraycopy(y, 0, part, blocks.from(b), blocks.size(b));
    }
  }
}
