package io.sharelens.plugins.adder;

import io.sharelens.mpc.error.LensException;

/**
 * What is compared and what comes out of it.
 *
 * @param ring bits k of the ring Z_2^k in which the input is shared, 2 to 32
 * @param output kind of result
 */
record Form(int ring, Output output) {
  /** Elements computed at a time; all parties use the same number. */
  static final int BLOCK = 1 << 14;

  /** Kinds of results. */
  enum Output {
    /** The sign bit. */
    SIGN,
    /** max(a, 0) in the same ring. */
    SELECT,
    /** max(a, 0) in Z_2^32. */
    LIFT
  }

  Form {
    if (ring < 2 || ring > 32) {
      throw LensException.internal("bad-ring", "no comparison in a ring of " + ring + " bits");
    }
  }

  /** A truncated ReLU of words: what is left is in a smaller ring and is lifted from there. */
  static Form relu(int bits) {
    return bits == 0 ? new Form(32, Output.SELECT) : new Form(32 - bits, Output.LIFT);
  }

  /** All bits but the sign. */
  Layout layout() {
    return Layout.of(ring - 1);
  }

  /** Bits of the ring's complement: wraps of the smaller ring are shared in that many bits. */
  int lost() {
    return 32 - ring;
  }

  boolean lifts() {
    return output == Output.LIFT;
  }

  /** Kinds of words that party 3 shares for a selection. */
  int fields() {
    return lifts() ? 5 : 2;
  }

  /** Bits of a kind of word: c, c y; for a lift also y, MSB(y), c MSB(y). */
  int bits(int field) {
    return field < 3 ? resultBits() : lost();
  }

  /** Bits of all words that party 3 shares for a selection. */
  int selectionBits() {
    int bits = 0;
    for (int k = 0; k < fields(); k++) {
      bits += bits(k);
    }
    return bits;
  }

  /** Bits of the result. */
  int resultBits() {
    return lifts() ? 32 : ring;
  }

  /** Rounds of a whole tensor: party 3's message, then those between parties 1 and 2. */
  int rounds() {
    return 1 + exchanges();
  }

  /** Rounds between parties 1 and 2: stages, the masked sign, the result. */
  int exchanges() {
    return layout().stages().size() + (output == Output.SIGN ? 1 : 2);
  }

  /** Bits of an element from party 3 to party 2. */
  int correctionBits() {
    int bits = layout().tablePlanes() + 1;
    for (Stage stage : layout().stages()) {
      bits += stage.products().size();
    }
    return output == Output.SIGN ? bits : bits + selectionBits();
  }

  /** Bits of an element that parties 1 and 2 each send to the other. */
  int openedBits() {
    int bits = 1;
    for (Stage stage : layout().stages()) {
      bits += stage.opened();
    }
    return output == Output.SIGN ? bits : bits + resultBits();
  }

  /** Bits of an element on all wires. */
  int wireBits() {
    return correctionBits() + 2 * openedBits();
  }
}
