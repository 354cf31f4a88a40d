package io.sharelens.plugins.falcon;

import java.nio.ByteBuffer;

/** What another part of a computation sends in a round of private compare. */
interface Aside {
  /** Nothing. */
  Aside NONE = new Aside() {};

  /** Bytes to and from the next party. */
  default int withNext() {
    return 0;
  }

  /** Bytes to and from the previous party. */
  default int withPrevious() {
    return 0;
  }

  default void write(ByteBuffer toNext, ByteBuffer toPrevious) {}

  default void read(ByteBuffer fromNext, ByteBuffer fromPrevious) {}
}
