package io.sharelens.plugins.falcon;

import io.sharelens.mpc.kernel.KernelProvider;

/** What private compare does to planes of residues modulo 67. Implementations give equal bytes. */
interface ComparePlanes {
  /** The process's implementation: of the same kind as its linear algebra. */
  static ComparePlanes get() {
    return Holder.PLANES;
  }

  /**
   * {@code out = a + h + w + constant} where the mask is all ones, {@code a - h + w + constant}
   * where it is 0; all planes as long as the mask.
   *
   * @param mask 0 or -1 for each number
   */
  void signed(
      byte[] mask,
      byte[] a,
      int aAt,
      byte[] h,
      int hAt,
      byte[] w,
      int wAt,
      int constant,
      byte[] out,
      int outAt);

  /** {@code w += a} where the mask is all ones, {@code w -= a} where it is 0. */
  void accumulate(byte[] mask, byte[] a, int aAt, byte[] w);

  /** Chosen once. */
  final class Holder {
    private static final ComparePlanes PLANES =
        KernelProvider.get().name().startsWith("vector")
            ? new VectorComparePlanes()
            : new ScalarComparePlanes();

    private Holder() {}
  }
}
