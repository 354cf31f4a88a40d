package io.sharelens.inference.split;

import io.sharelens.inference.model.SplitManifest;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The first {@value #BYTES} bytes of a part's file, little-endian: eight letters, the split's id,
 * the part's number, the number of words, and two seeds. Part 1 has the seed of w1, part 2 that of
 * w3, part 3 those of w3 and w1; parts 1 and 2 are followed by the words of w2.
 *
 * @param id of the split, 32 hex digits
 * @param part 1, 2 or 3
 * @param words of the whole vector
 */
record PartHeader(String id, int part, int words, Seed first, Seed second) {
  static final int BYTES = 64;

  private static final byte[] MAGIC = "SLWEIGHT".getBytes(StandardCharsets.US_ASCII);
  private static final Seed NONE = Seed.of(new byte[Seed.BYTES]);

  /** Stream of the generator that expands w1 and w3; each seed is used for nothing else. */
  private static final long STREAM = 1;

  static PartHeader one(String id, int words, Seed first) {
    return new PartHeader(id, 1, words, first, NONE);
  }

  static PartHeader two(String id, int words, Seed third) {
    return new PartHeader(id, 2, words, third, NONE);
  }

  static PartHeader three(String id, int words, Seed third, Seed first) {
    return new PartHeader(id, 3, words, third, first);
  }

  /** The words that a seed stands for. */
  static Prg words(Seed seed) {
    return new Prg(seed, STREAM);
  }

  /** Whether w2 follows. */
  boolean full() {
    return part != SplitManifest.PARTS;
  }

  long fileBytes() {
    return BYTES + (full() ? (long) words * Integer.BYTES : 0);
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put(HexFormat.of().parseHex(id))
        .putInt(part)
        .putInt(words)
        .put(first.bytes())
        .put(second.bytes())
        .array();
  }

  /** USER {@code bad-part} if these are not the first bytes of a part. */
  static PartHeader parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    byte[] id = new byte[16];
    byte[] seed = new byte[Seed.BYTES];
    if (bytes.length == BYTES) {
      in.get(magic);
    }
    if (!java.util.Arrays.equals(magic, MAGIC)) {
      throw LensException.user("bad-part", "this is no part of a split model");
    }
    in.get(id);
    int part = in.getInt();
    int words = in.getInt();
    in.get(seed);
    Seed first = Seed.of(seed);
    in.get(seed);
    if (part < 1 || part > SplitManifest.PARTS || words < 1) {
      throw LensException.user("bad-part", "part " + part + " of " + words + " words cannot be");
    }
    return new PartHeader(HexFormat.of().formatHex(id), part, words, first, Seed.of(seed));
  }
}
