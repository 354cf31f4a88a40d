package io.sharelens.cli.bench;

import io.sharelens.mpc.kernel.KernelProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a report says of the machine. Not its name. */
public final class Machines {
  private Machines() {}

  public static BenchReport.Machine here() {
    return new BenchReport.Machine(
        Runtime.getRuntime().availableProcessors(),
        cpu(),
        Runtime.version().toString(),
        KernelProvider.get().name(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version").replaceFirst("-.*", ""),
                System.getProperty("os.arch")),
        SystemCounters.here().memoryBytes());
  }

  private static String cpu() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(l -> l.startsWith("model name"))
            .map(l -> l.substring(l.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }
}
