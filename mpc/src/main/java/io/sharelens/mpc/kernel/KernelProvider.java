package io.sharelens.mpc.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this process, once. System property {@code sharelens.kernels} forces
 * {@code scalar}; {@code sharelens.kernel.threads} (default 1) is the number of threads of one
 * convolution.
 */
public final class KernelProvider {
  private static final Logger LOG = LoggerFactory.getLogger(KernelProvider.class);

  private KernelProvider() {}

  /** The process's kernels. */
  public static Kernels get() {
    return Holder.KERNELS;
  }

  private static Kernels choose() {
    Kernels kernels = new ScalarKernels();
    LOG.info("kernels: {}", kernels.name());
    return kernels;
  }

  private static final class Holder {
    static final Kernels KERNELS = choose();
  }
}
