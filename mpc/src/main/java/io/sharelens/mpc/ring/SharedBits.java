package io.sharelens.mpc.ring;

/** One party's part of a vector of secret bits (shared in Z_2), packed 64 to a word. */
public interface SharedBits {
  /** Number of bits. */
  int size();
}
