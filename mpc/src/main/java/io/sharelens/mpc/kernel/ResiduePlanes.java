package io.sharelens.mpc.kernel;

/**
 * Arithmetic on whole planes of residues modulo 67, one residue 0..66 to a byte. A plane is a slice
 * of a larger array, given by offset and length. Implementations give equal bytes.
 */
public interface ResiduePlanes {
  /** The process's implementation: of the same kind as its linear algebra. */
  static ResiduePlanes get() {
    return Chosen.PLANES;
  }

  /** {@code out = a - b}, the first {@code out.length} numbers. */
  void subtract(byte[] a, byte[] b, byte[] out);

  /** {@code a += b}, the whole arrays. */
  void add(byte[] a, byte[] b);

  /** {@code out = a * b} for planes of {@code n}. */
  void multiply(byte[] a, int aAt, byte[] b, int bAt, byte[] out, int outAt, int n);

  /** {@code out = a * b + c} for planes of {@code n}; {@code out} may be {@code c}. */
  void multiplyAdd(
      byte[] a, int aAt, byte[] b, int bAt, byte[] c, int cAt, byte[] out, int outAt, int n);

  /**
   * A party's part of a product of two replicated secrets, with its zero share: {@code out = x0 (y0
   * + y1) + x1 y0 + plus - minus}. The planes of x and y start at {@code xAt} and {@code yAt}, the
   * others at 0 and are {@code out.length} long.
   *
   * @param x0 this party's first part of x, {@code x1} its second; y likewise
   */
  void crossTerms(
      byte[] x0,
      byte[] x1,
      int xAt,
      byte[] y0,
      byte[] y1,
      int yAt,
      byte[] plus,
      byte[] minus,
      byte[] out);

  /** Chosen once. */
  final class Chosen {
    private static final ResiduePlanes PLANES =
        KernelProvider.get().name().startsWith("vector")
            ? new VectorResidues()
            : new ScalarResidues();

    private Chosen() {}
  }
}
