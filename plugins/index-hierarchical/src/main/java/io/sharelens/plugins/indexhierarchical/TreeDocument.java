package io.sharelens.plugins.indexhierarchical;

import io.sharelens.mpc.error.LensException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A {@link Tree} as bytes, equal for equal trees. After 4 bytes that name format and version come
 * numbers of 7 bits a byte, the lowest first: inner nodes, children of each, leaves; then for each
 * leaf its size, and where that is not 0 the first key in 8 bytes and the difference of each
 * further key to the one before.
 */
final class TreeDocument {
  private static final byte[] FORMAT = {'S', 'L', 'T'};
  private static final int VERSION = 1;
  private static final int LONGEST = 10;

  private TreeDocument() {}

  static byte[] write(Tree tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(FORMAT);
    out.write(VERSION);
    number(out, tree.children().length);
    for (int c : tree.children()) {
      number(out, c);
    }
    number(out, tree.leaves().length);
    for (long[] keys : tree.leaves()) {
      number(out, keys.length);
      for (int i = 0; i < keys.length; i++) {
        if (i == 0) {
          out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(keys[0]).array());
        } else {
          number(out, keys[i] - keys[i - 1]);
        }
      }
    }
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, long value) {
    long v = value;
    while ((v & ~0x7fL) != 0) {
      out.write((int) (v & 0x7f | 0x80));
      v >>>= 7;
    }
    out.write((int) v);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws LensException {@code bad-structure} for anything else
   */
  static Tree read(byte[] document) {
    ByteBuffer in = ByteBuffer.wrap(document);
    if (document.length <= FORMAT.length
        || !Arrays.equals(document, 0, FORMAT.length, FORMAT, 0, FORMAT.length)) {
      throw bad("it is no tree");
    }
    int version = in.position(FORMAT.length).get();
    if (version != VERSION) {
      throw bad("it has version " + version + ", known is " + VERSION);
    }
    int[] children = new int[count(in)];
    long below = 0;
    for (int i = 0; i < children.length; i++) {
      children[i] = count(in);
      below += children[i];
    }
    long[][] leaves = new long[count(in)][];
    if (children.length > 0 && below != leaves.length) {
      throw bad(below + " leaves announced, " + leaves.length + " present");
    }
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = keys(in);
    }
    if (in.hasRemaining()) {
      throw bad(in.remaining() + " bytes after its end");
    }
    Tree tree = new Tree(children, leaves);
    requireDistinct(tree);
    return tree;
  }

  private static long[] keys(ByteBuffer in) {
    long[] keys = new long[count(in)];
    if (keys.length > 0) {
      if (in.remaining() < Long.BYTES) {
        throw bad("it ends early");
      }
      keys[0] = in.getLong();
    }
    for (int i = 1; i < keys.length; i++) {
      keys[i] = keys[i - 1] + number(in);
      if (keys[i] <= keys[i - 1]) {
        throw bad("keys are not in ascending order");
      }
    }
    return keys;
  }

  /** A number of things of at least one byte each: no document makes us take more memory. */
  private static int count(ByteBuffer in) {
    long n = number(in);
    if (n < 0 || n > in.remaining()) {
      throw bad("it ends early");
    }
    return (int) n;
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < LONGEST && in.hasRemaining(); i++) {
      byte b = in.get();
      value |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw bad("it ends early");
  }

  private static void requireDistinct(Tree tree) {
    long[] all = new long[tree.pictures()];
    int at = 0;
    for (long[] keys : tree.leaves()) {
      System.arraycopy(keys, 0, all, at, keys.length);
      at += keys.length;
    }
    Arrays.sort(all);
    for (int i = 1; i < all.length; i++) {
      if (all[i] == all[i - 1]) {
        throw bad("a picture is in two leaves");
      }
    }
  }

  private static LensException bad(String why) {
    return LensException.internal(
        "bad-structure", "the index's structure cannot be used: " + why + "; have it built anew");
  }
}
