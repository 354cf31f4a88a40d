package io.sharelens.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.sharelens.console.WebBundle;
import io.sharelens.mpc.error.LensException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at Java, memory, disk, plugins and tools; changes nothing.
 *
 * @param home folder of the distribution; null when run from class files
 * @param environment variables of the process
 * @param loader tries the plugins
 */
public record MachineChecks(
    @Nullable Path home, Map<String, String> environment, PluginLoader loader) {
  /** Loads every plugin of a folder, as a node does. */
  public interface PluginLoader {
    /**
     * @return their names; empty if there is none
     * @throws LensException if one does not load
     */
    String load(Path zips);
  }

  private static final int JAVA = 25;
  private static final String VECTOR = "jdk.incubator.vector";
  private static final long GIB = 1L << 30;

  /** Three nodes and an agent on one machine, as the demo starts them. */
  private static final long MEMORY = 6 * GIB;

  /** PyTorch's libraries unpacked, pictures, three stores. */
  private static final long DISK = 2 * GIB;

  /** Checks for the running process. */
  public static MachineChecks here(PluginLoader loader) {
    String home = System.getProperty("sharelens.home");
    return new MachineChecks(home == null ? null : Path.of(home), System.getenv(), loader);
  }

  /** All findings in a fixed order. */
  public List<Check> run() {
    return List.of(java(), vector(), memory(), disk(), plugins(), pages(), npm());
  }

  private static Check java() {
    Runtime.Version version = Runtime.version();
    return version.feature() >= JAVA
        ? Check.ok("java", version + " in " + System.getProperty("java.home"))
        : Check.failed("java", version + " is older than " + JAVA);
  }

  private static Check vector() {
    return ModuleLayer.boot().findModule(VECTOR).isPresent()
        ? Check.ok("vector", VECTOR + " is there")
        : Check.warning("vector", "slow kernels: start java with --add-modules " + VECTOR);
  }

  private static Check memory() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long total = system.getTotalMemorySize();
    String text =
        "%.1f GiB, heap up to %.1f GiB, %d cores"
            .formatted(
                gib(total),
                gib(Runtime.getRuntime().maxMemory()),
                Runtime.getRuntime().availableProcessors());
    return total >= MEMORY
        ? Check.ok("memory", text)
        : Check.warning("memory", text + "; the demo wants " + MEMORY / GIB + " GiB");
  }

  private Check disk() {
    Path cache = existing(Path.of(environment.getOrDefault("DJL_CACHE_DIR", ".")));
    try {
      long free = Files.getFileStore(cache).getUsableSpace();
      String text = "%.1f GiB free at %s".formatted(gib(free), cache);
      return free >= DISK
          ? Check.ok("disk", text)
          : Check.warning("disk", text + "; the demo wants " + DISK / GIB + " GiB");
    } catch (IOException e) {
      return Check.failed("disk", "cannot read " + cache + ": " + e.getMessage());
    }
  }

  private Check plugins() {
    if (home == null) {
      return Check.warning("plugins", "not run from a distribution");
    }
    Path folder = home.resolve("plugins");
    try {
      String names = loader.load(folder);
      return names.isEmpty()
          ? Check.failed("plugins", "none in " + folder)
          : Check.ok("plugins", names);
    } catch (LensException e) {
      return Check.failed("plugins", e.getMessage());
    }
  }

  /** To compare with what the search page says of itself. */
  private static Check pages() {
    return Check.ok(
        "pages", "bundle hash of the search page: " + WebBundle.packaged().hash("search"));
  }

  private Check npm() {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path command = Path.of(folder, "npm");
      if (Files.isExecutable(command)) {
        return Check.ok("npm", command.toString());
      }
    }
    return Check.warning("npm", "not on the PATH: the demo draws its pictures instead");
  }

  /** The folder itself or its nearest ancestor that exists. */
  private static Path existing(Path path) {
    Path p = path.toAbsolutePath();
    while (!Files.exists(p)) {
      Path parent = p.getParent();
      if (parent == null) {
        break;
      }
      p = parent;
    }
    return p;
  }

  private static double gib(long bytes) {
    return (double) bytes / GIB;
  }
}
