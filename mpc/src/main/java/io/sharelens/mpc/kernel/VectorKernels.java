package io.sharelens.mpc.kernel;

/** Kernels on the Vector API, for any shape. Bits equal those of {@link ScalarKernels}. */
public final class VectorKernels implements Kernels {
  /** Output positions that are worked on at a time, so that padded copies stay small. */
  private static final int GROUP = 8192;

  /** Rows of the longer operand in one part of a thin product. */
  private static final int THIN_PART = 256;

  private final Workers workers;

  /**
   * @param threads that work on one call, the caller's included; at least 1
   */
  public VectorKernels(int threads) {
    this.workers = new Workers(threads);
  }

  @Override
  public String name() {
    return "vector-"
        + Tiles.S.vectorBitSize()
        + (workers.threads() > 1 ? "x" + workers.threads() : "");
  }

  @Override
  public int[] conv2d(ConvShape s, int[] input, int[] weights, int[] bias) {
    Checks.conv2d(s, input, weights, bias);
    int plane = s.outHeight() * s.outWidth();
    int[] out = new int[s.output().size()];
    int group = s.padding() == 0 ? s.batch() : Math.max(1, GROUP / plane);
    for (int n = 0; n < s.batch(); n += group) {
      int images = Math.min(group, s.batch() - n);
      int[] planes = s.padding() == 0 ? input : Padding.pad(s, input, n, images, workers);
      Columns windows = Columns.Windows.over(planes, images, s);
      int start = n * s.outChannels() * plane;
      Product.Target target = new Product.Target(out, start, plane, bias);
      new Product(weights, s.outChannels(), windows, target).run(workers);
    }
    return out;
  }

  @Override
  public int[] matmulTransposed(int[] a, int[] b, int m, int k, int n) {
    Checks.matmul(a, b, m, k, n);
    int[] out = new int[m * n];
    if (Math.min(m, n) <= Dots.FEW) {
      boolean fewLeft = m <= n;
      int many = Math.max(m, n);
      workers.run(
          (many + THIN_PART - 1) / THIN_PART,
          i -> {
            int from = i * THIN_PART;
            int to = Math.min(many, from + THIN_PART);
            if (fewLeft) {
              Dots.run(a, m, b, from, to, k, out, 0, n, 1);
            } else {
              Dots.run(b, n, a, from, to, k, out, 0, 1, n);
            }
          });
      return out;
    }
    int[] offset = new int[k];
    for (int i = 0; i < k; i++) {
      offset[i] = i;
    }
    Product.Target target = new Product.Target(out, 0, n, new int[0]);
    new Product(a, m, new Columns.Transposed(b, offset, n), target).run(workers);
    return out;
  }

  @Override
  public void rowProducts(
      int[] vectors,
      int count,
      int[] rows,
      int from,
      int to,
      int width,
      int[] out,
      int at,
      int step) {
    Checks.rowProducts(vectors, count, rows, from, to, width, out, at, step);
    workers.run(
        (to - from + THIN_PART - 1) / THIN_PART,
        i -> {
          int first = from + i * THIN_PART;
          int last = Math.min(to, first + THIN_PART);
          Dots.run(vectors, count, rows, first, last, width, out, at - from, step, 1);
        });
  }
}
