package io.sharelens.plugins.falcon;

import io.sharelens.mpc.kernel.Z67;
import io.sharelens.mpc.random.Prg;

/**
 * Planes of replicated shares modulo 67, one after the other.
 *
 * @param own part i at party i
 * @param next part i + 1 at party i
 */
record Residues(byte[] own, byte[] next) {
  Residues(int length) {
    this(new byte[length], new byte[length]);
  }

  static byte[] draw(Prg prg, int count) {
    byte[] drawn = new byte[count];
    prg.mod(drawn, Z67.P);
    return drawn;
  }
}
