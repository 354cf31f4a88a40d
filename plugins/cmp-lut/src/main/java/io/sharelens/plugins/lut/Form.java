package io.sharelens.plugins.lut;

import io.sharelens.mpc.dealer.DealerRequest;
import io.sharelens.mpc.error.LensException;

/**
 * What is compared and what comes out of it.
 *
 * @param ring bits k of the ring Z_2^k in which the input is shared, 2 to 32
 * @param output kind of result
 */
record Form(int ring, Output output) {
  /** Elements dealt at a time; both halves use the same number. */
  static final int BLOCK = 1 << 14;

  /** Kinds of results. */
  enum Output {
    /** The sign bit, as an XOR share. */
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

  /** A truncated ReLU of words: the sign and the value of a >> bits, which is in a smaller ring. */
  static Form relu(int bits) {
    return bits == 0 ? new Form(32, Output.SELECT) : new Form(32 - bits, Output.LIFT);
  }

  /** The correlation that serves this form. */
  String kind() {
    return switch (output) {
      case SIGN -> "lut.sign";
      case SELECT -> "lut.select";
      case LIFT -> "lut.lift";
    };
  }

  /** As the dealer reads it. */
  static Form of(DealerRequest request, Output output) {
    long[] params = request.params();
    if (params.length != 1 || params[0] < 2 || params[0] > 32) {
      throw LensException.protocol("bad-dealer-request", "bad parameters of " + request);
    }
    return new Form((int) params[0], output);
  }

  /** All bits but the sign. */
  Layout layout() {
    return Layout.of(ring - 1);
  }

  /** Bits by which a word of random bits is shifted to become an element of the ring. */
  int shift() {
    return 32 - ring;
  }

  /** Bits of c and c x, and of the result. */
  int resultBits() {
    return output == Output.LIFT ? 32 : ring;
  }

  /** Whether wraps of the smaller ring are dealt: fields of {@link #shift()} bits. */
  boolean lifts() {
    return output == Output.LIFT && ring < 32;
  }

  /** Rounds of a whole tensor. */
  int rounds() {
    return 1 + (layout().masks() > 0 ? 1 : 0) + (output == Output.SIGN ? 0 : 1);
  }

  /** Bits that a server opens for an element. */
  int openedBits() {
    return ring + layout().masks() + (output == Output.SIGN ? 0 : 1);
  }

  /** Bits for an element from the dealer to the second server. */
  int dealtBits() {
    Layout l = layout();
    int sign = l.tablePlanes() + 1 + l.monomials();
    int select = output == Output.SIGN ? 0 : 2 * resultBits();
    return sign + select + (lifts() ? 3 * shift() : 0);
  }
}
