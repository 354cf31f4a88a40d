package io.sharelens.node.config;

import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes values out of a configuration file; every complaint names file and key. */
final class ConfigCheck {
  private final String source;
  private final Path folder;

  ConfigCheck(Path file) {
    this(file.toAbsolutePath().normalize().toString(), folder(file.toAbsolutePath().normalize()));
  }

  private ConfigCheck(String source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /** For values that come from elsewhere than a file. */
  static ConfigCheck of(String source) {
    return new ConfigCheck(source, Path.of(""));
  }

  private static Path folder(Path file) {
    return file.getParent() == null ? file : file.getParent();
  }

  String text(String key, @Nullable String value, @Nullable String otherwise) {
    String v = value == null ? otherwise : value;
    if (v == null || v.isBlank()) {
      throw missing(key);
    }
    return v.trim();
  }

  Path path(String key, @Nullable String value, @Nullable String otherwise) {
    return folder.resolve(text(key, value, otherwise)).normalize();
  }

  int number(String key, @Nullable Integer value, @Nullable Integer otherwise, int min, int max) {
    return Math.toIntExact(
        number(
            key,
            value == null ? null : Long.valueOf(value),
            otherwise == null ? null : Long.valueOf(otherwise),
            (long) min,
            max));
  }

  long number(String key, @Nullable Long value, @Nullable Long otherwise, long min, long max) {
    Long v = value == null ? otherwise : value;
    if (v == null) {
      throw missing(key);
    }
    if (v < min || v > max) {
      throw wrong(key, "must be from " + min + " to " + max + ", not " + v);
    }
    return v;
  }

  LensException missing(String key) {
    return LensException.user("bad-config", source + ": '" + key + "' is missing");
  }

  LensException wrong(String key, String why) {
    return LensException.user("bad-config", source + ": '" + key + "': " + why);
  }
}
