package io.sharelens.mpc.kernel;

import io.sharelens.mpc.error.LensException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this process, once. System property {@code sharelens.kernels} forces
 * {@code scalar} or {@code vector}; {@code sharelens.kernel.threads} (default 1) is the number of
 * threads of one convolution.
 */
public final class KernelProvider {
  private static final Logger LOG = LoggerFactory.getLogger(KernelProvider.class);

  private KernelProvider() {}

  /** The process's kernels. */
  public static Kernels get() {
    return Holder.KERNELS;
  }

  private static Kernels choose() {
    String wanted = System.getProperty("sharelens.kernels", "auto");
    int threads = Math.max(1, Integer.getInteger("sharelens.kernel.threads", 1));
    Kernels kernels = create(wanted, threads);
    LOG.info("kernels: {}", kernels.name());
    return kernels;
  }

  /** The kernels of a given name: {@code auto}, {@code vector} or {@code scalar}. */
  static Kernels create(String wanted, int threads) {
    boolean possible = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return switch (wanted) {
      case "scalar" -> new ScalarKernels();
      case "vector", "auto" -> {
        if (possible) {
          yield new VectorKernels(threads);
        }
        if (wanted.equals("vector")) {
          throw LensException.user(
              "no-vector-module", "start Java with --add-modules jdk.incubator.vector");
        }
        LOG.warn("module jdk.incubator.vector is missing: the slow kernels have to do");
        yield new ScalarKernels();
      }
      default ->
          throw LensException.user(
              "bad-kernels", "sharelens.kernels is auto, vector or scalar, not " + wanted);
    };
  }

  private static final class Holder {
    static final Kernels KERNELS = choose();
  }
}
