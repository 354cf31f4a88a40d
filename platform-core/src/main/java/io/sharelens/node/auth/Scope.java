package io.sharelens.node.auth;

import io.sharelens.mpc.error.LensException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a token may do of what its account's role may. */
public enum Scope {
  /** All of it. */
  FULL,
  /** Nothing that changes anything. */
  READ;

  /** As documents and the database write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** FULL for null, USER {@code bad-scope} for any other text. */
  public static Scope of(@Nullable String text) {
    if (text == null) {
      return FULL;
    }
    for (Scope s : values()) {
      if (s.text().equals(text)) {
        return s;
      }
    }
    throw LensException.user("bad-scope", "a token's scope is full or read, not '" + text + "'");
  }
}
