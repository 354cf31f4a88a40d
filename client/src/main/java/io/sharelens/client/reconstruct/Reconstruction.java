package io.sharelens.client.reconstruct;

import io.sharelens.api.PartPlan;
import io.sharelens.client.split.Streams;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;

/** Adds shares up. What comes out is secret: it stays on the machine of whoever may see it. */
public final class Reconstruction {
  private Reconstruction() {}

  /** A secret word from both shares. */
  public static int word(int first, int second) {
    return first + second;
  }

  /** Secret words from both shares, modulo 2^32. */
  public static int[] words(int[] first, int[] second) {
    if (first.length != second.length) {
      throw LensException.protocol(
          "shares-differ", "shares of " + first.length + " and " + second.length + " words");
    }
    int[] sum = new int[first.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = first[i] + second[i];
    }
    return sum;
  }

  /**
   * A file from the shares of both nodes, each expanded from a seed or in full.
   *
   * @param bytes of the file
   */
  public static byte[] file(
      String firstForm, byte[] first, String secondForm, byte[] second, int bytes) {
    byte[] sum = expand(firstForm, first, bytes);
    byte[] other = expand(secondForm, second, bytes);
    for (int i = 0; i < bytes; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  private static byte[] expand(String form, byte[] share, int bytes) {
    if (form.equals(PartPlan.SEED)) {
      byte[] full = new byte[bytes];
      new Prg(Seed.of(share), Streams.FILE).bytes(full);
      return full;
    }
    if (share.length != bytes) {
      throw LensException.protocol(
          "shares-differ", "a share of " + share.length + " bytes for a file of " + bytes);
    }
    return share.clone();
  }
}
