package io.sharelens.plugins.adder;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.util.function.LongFunction;

/**
 * Randomness of one comparison: two fresh seeds, one of parties 1 and 3, one of parties 2 and 3,
 * each expanded into tracks. A track may be read again from its start, so that nothing random has
 * to be kept from one round to the next.
 */
final class Streams {
  /** Party 1's shares of products of bits of y, and of its top bit. */
  static final int TABLES = 0;

  /** The mask c of the sign; each side's row is also its part of a sign that is the result. */
  static final int FLIPS = 1;

  /** New parts of the result: part 1 from the first seed, part 3 from the second. */
  static final int RESULT = 2;

  /** Party 1's shares of words: this track and those after it, one for each kind. */
  static final int WORDS = 8;

  private static final int MASKS = 16;
  private static final int PRODUCTS = 32;

  private final LongFunction<Prg> first;
  private final LongFunction<Prg> second;

  private Streams(LongFunction<Prg> first, LongFunction<Prg> second) {
    this.first = first;
    this.second = second;
  }

  /** Draws this comparison's seeds from the session's streams; all parties call it alike. */
  static Streams of(ReplicatedParty party) {
    return switch (party.self()) {
      case 1 -> new Streams(seeded(party.with(3)), Streams::missing);
      case 2 -> new Streams(Streams::missing, seeded(party.with(3)));
      default -> new Streams(seeded(party.with(1)), seeded(party.with(2)));
    };
  }

  private static LongFunction<Prg> seeded(Prg session) {
    byte[] key = new byte[Seed.BYTES];
    session.bytes(key);
    Seed seed = Seed.of(key);
    return track -> new Prg(seed, track);
  }

  private static Prg missing(long track) {
    throw new IllegalStateException("a party asked for randomness of the other two: " + track);
  }

  /** Masks of the inputs of a stage; from both seeds. */
  static int masks(int stage) {
    return MASKS + stage;
  }

  /** Party 1's shares of a stage's products of masks. */
  static int products(int stage) {
    return PRODUCTS + stage;
  }

  /** A track of parties 1 and 3, from its start. */
  Rows one(int track) {
    return new Rows(first.apply(track));
  }

  /** A track of parties 2 and 3, from its start. */
  Rows two(int track) {
    return new Rows(second.apply(track));
  }

  /** A cursor over a track. */
  static final class Rows {
    private final Prg prg;
    private final Scratch drawn = new Scratch();

    private Rows(Prg prg) {
      this.prg = prg;
    }

    /** The next words, valid until the next call. */
    int[] next(int length) {
      int[] words = drawn.of(length);
      prg.ints(words);
      return words;
    }
  }
}
