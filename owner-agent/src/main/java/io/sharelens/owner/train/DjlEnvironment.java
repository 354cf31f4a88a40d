package io.sharelens.owner.train;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Settings of the deep-learning library, which it reads when its first class is loaded: no
 * statistics call home, no downloads (the native code comes with the distribution), and the folder
 * where it unpacks that code once. Call {@link #prepare} before anything of {@code ai.djl}.
 */
public final class DjlEnvironment {
  private DjlEnvironment() {}

  /** Sets what is not set already; safe to call often. */
  public static synchronized void prepare() {
    byDefault("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
    byDefault("DJL_OFFLINE", "ai.djl.offline", "true");
    byDefault("DJL_CACHE_DIR", "DJL_CACHE_DIR", cache().toString());
    byDefault("DJL_DEFAULT_ENGINE", "ai.djl.default_engine", "PyTorch");
    // One thread for each training: several agents may share the machine.
    byDefault("PYTORCH_NUM_THREADS", "ai.djl.pytorch.num_threads", "1");
  }

  /**
   * Sets how many threads the library uses, unless the environment says so; has an effect before
   * its first use only.
   */
  public static synchronized void threads(int count) {
    byDefault("PYTORCH_NUM_THREADS", "ai.djl.pytorch.num_threads", Integer.toString(count));
    prepare();
  }

  /** Whether the first use will unpack the native code, which takes a while and about 430 MB. */
  public static boolean firstUse() {
    String set = System.getenv("DJL_CACHE_DIR");
    Path cache =
        set == null
            ? Path.of(System.getProperty("DJL_CACHE_DIR", cache().toString()))
            : Path.of(set);
    return !Files.isDirectory(cache.resolve("pytorch"));
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("sharelens").resolve("djl");
  }

  private static void byDefault(String variable, String property, String value) {
    if (System.getenv(variable) == null && System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
