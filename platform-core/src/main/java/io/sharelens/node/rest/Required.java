package io.sharelens.node.rest;

import io.sharelens.mpc.error.LensException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads parameters that must be there. */
final class Required {
  private static final String BAD = "bad-parameter";

  private Required() {}

  static <T> T body(@Nullable T document) {
    if (document == null) {
      throw LensException.user("bad-json", "the body is empty");
    }
    return document;
  }

  static String text(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw LensException.user(BAD, "the parameter '" + name + "' is missing");
    }
    return value;
  }

  static long number(String name, @Nullable String value, long min, long max) {
    try {
      long n = Long.parseLong(text(name, value));
      if (n >= min && n <= max) {
        return n;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both causes
    }
    throw LensException.user(BAD, "'" + name + "' must be a whole number of at least " + min);
  }

  static String uuid(String name, @Nullable String value) {
    String text = text(name, value);
    try {
      if (UUID.fromString(text).toString().equals(text)) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one message for both causes
    }
    throw LensException.user(BAD, "'" + name + "' must be a UUID in lower case");
  }
}
