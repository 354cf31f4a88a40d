package io.sharelens.cli.demo;

import com.sun.management.OperatingSystemMXBean;
import io.sharelens.cli.output.Progress;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the demo needs of the machine, checked before anything is started. */
public final class Resources {
  private static final long MEMORY = 4L << 30;
  private static final long DISK = 2L << 30;

  private Resources() {}

  /** Fails with one line where memory or disk would not do. */
  public static void require(Path folder, Progress progress) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long memory = system.getTotalMemorySize();
    if (memory < MEMORY) {
      throw LensException.resources(
          "too-little-memory",
          "the demo needs %d GiB of memory, this machine has %.1f"
              .formatted(MEMORY >> 30, gib(memory)),
          null);
    }
    try {
      long disk = Files.getFileStore(folder).getUsableSpace();
      if (disk < DISK) {
        throw LensException.resources(
            "too-little-disk",
            "the demo needs %d GiB of disk, %s has %.1f".formatted(DISK >> 30, folder, gib(disk)),
            null);
      }
      progress.stage(
          "%.1f GiB of memory, %.1f GiB of disk, %d cores"
              .formatted(gib(memory), gib(disk), Runtime.getRuntime().availableProcessors()));
    } catch (IOException e) {
      throw LensException.resources("no-disk", folder + " cannot be looked at: " + e, e);
    }
  }

  private static double gib(long bytes) {
    return (double) bytes / (1L << 30);
  }
}
