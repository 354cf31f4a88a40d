package io.sharelens.mpc.channel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Head of every frame: magic and type (4 bytes), session tag (8), step (8), payload length (4), all
 * little-endian.
 *
 * @param type one of {@link #DATA}, {@link #ABORT}, {@link #END}
 * @param tag of the session, equal at both sides
 * @param step 0, 1, 2, ... for each direction
 * @param length payload bytes that follow
 */
record FrameHeader(int type, long tag, long step, int length) {
  static final int BYTES = 24;

  /** Carries a payload of the protocol. */
  static final int DATA = 1;

  /** Ends the session with an error; the payload is the reason in UTF-8. */
  static final int ABORT = 2;

  /** Ends the session in good order; no payload. */
  static final int END = 3;

  /** What the type field of a frame without our magic becomes. */
  static final int UNKNOWN = -1;

  /** Longest reason of an {@link #ABORT} frame. */
  static final int MAX_REASON = 1024;

  private static final int MAGIC = 0x464c53; // "SLF"

  void put(ByteBuffer into) {
    into.order(ByteOrder.LITTLE_ENDIAN);
    into.putInt(MAGIC | type << 24).putLong(tag).putLong(step).putInt(length);
  }

  static FrameHeader get(ByteBuffer from) {
    from.order(ByteOrder.LITTLE_ENDIAN);
    int head = from.getInt();
    int type = (head & 0xffffff) == MAGIC ? head >>> 24 : UNKNOWN;
    return new FrameHeader(type, from.getLong(), from.getLong(), from.getInt());
  }
}
