package io.sharelens.cli.bench;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the operating system counts, where it is Linux; 0 elsewhere. */
final class SystemCounters {
  private static final Path PROC = Path.of("/proc");

  private final Path proc;

  /**
   * @param proc the folder of that name
   */
  SystemCounters(Path proc) {
    this.proc = proc;
  }

  static SystemCounters here() {
    return new SystemCounters(PROC);
  }

  /** Bytes that the loopback interface has received since the system's start: all programs'. */
  long loopbackBytes() {
    return lines("net/dev").stream()
        .map(String::strip)
        .filter(l -> l.startsWith("lo:"))
        .map(l -> Long.parseLong(l.substring(3).strip().split("\\s+")[0]))
        .findFirst()
        .orElse(0L);
  }

  /** Largest resident memory of this process since its start or the last reset. */
  long residentPeakBytes() {
    return status("VmHWM:");
  }

  /** Bytes of a line of {@code self/status} that counts kB. */
  private long status(String key) {
    return lines("self/status").stream()
        .filter(l -> l.startsWith(key))
        .map(l -> 1024 * Long.parseLong(l.substring(key.length()).strip().split("\\s+")[0]))
        .findFirst()
        .orElse(0L);
  }

  /** Memory of the machine. */
  long memoryBytes() {
    return lines("meminfo").stream()
        .filter(l -> l.startsWith("MemTotal:"))
        .map(l -> 1024 * Long.parseLong(l.substring(9).strip().split("\\s+")[0]))
        .findFirst()
        .orElse(0L);
  }

  /** Lets the peak begin anew where the system allows that; it goes on from before elsewhere. */
  void resetResidentPeak() {
    Path file = proc.resolve("self/clear_refs");
    if (Files.isWritable(file)) {
      try {
        Files.writeString(file, "5");
      } catch (IOException e) {
        // Not permitted: then the peak is that of the process.
        return;
      }
    }
  }

  private List<String> lines(String name) {
    Path file = proc.resolve(name);
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw LensException.resources("no-counter", file + " cannot be read: " + e, e);
    }
  }
}
