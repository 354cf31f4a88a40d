package io.sharelens.plugins.adder;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import java.nio.ByteBuffer;

/** Shares of what party 3 deals out: party 1 draws its own, party 2 is sent the corrections. */
sealed interface Material {
  /**
   * Rows of bits of a track of party 1, which are a frame for party 2; valid until the next call.
   */
  interface Bits {
    int[] next(int length);
  }

  /** Cursor over the bits that party 1 has on {@code track}. */
  Bits bits(int track);

  /** Cursor over the words of a selection. */
  Fields words(Form form);

  /** The words of a selection, block after block. */
  interface Fields {
    /** A block's fields in the order of {@link Form#bits}, valid until the next call. */
    int[][] next(int n);
  }

  /** Party 1's. */
  record Drawn(Streams streams) implements Material {
    @Override
    public Bits bits(int track) {
      return streams.one(track)::next;
    }

    @Override
    public Fields words(Form form) {
      return new WordShares(streams, form)::next;
    }
  }

  /** Party 2's: frames in the order in which party 3 sends them. */
  final class Sent implements Material {
    private final PartyChannel from;
    private ByteBuffer frame = Words.buffer(0);

    Sent(PartyChannel from) {
      this.from = from;
    }

    @Override
    public Bits bits(int track) {
      Scratch rows = new Scratch();
      return length -> {
        int[] words = rows.of(length);
        Words.get(receive(length), words);
        return words;
      };
    }

    @Override
    public Fields words(Form form) {
      Scratch[] packed = scratch(form.fields());
      Scratch[] words = scratch(form.fields());
      return n -> {
        ByteBuffer in = receive(form.selectionBits() * n);
        int[][] fields = new int[form.fields()][];
        for (int k = 0; k < fields.length; k++) {
          int[] rows = packed[k].of(form.bits(k) * n);
          Words.get(in, rows);
          fields[k] = Packing.unpack(rows, form.bits(k), n, words[k]);
        }
        return fields;
      };
    }

    private static Scratch[] scratch(int count) {
      Scratch[] all = new Scratch[count];
      for (int k = 0; k < count; k++) {
        all[k] = new Scratch();
      }
      return all;
    }

    private ByteBuffer receive(int words) {
      int bytes = words * Integer.BYTES;
      if (frame.capacity() < bytes) {
        frame = Words.buffer(bytes);
      }
      frame.clear().limit(bytes);
      from.receive(frame);
      return frame.flip();
    }
  }
}
