package io.sharelens.node.auth;

import io.sharelens.mpc.error.LensException;
import java.util.Locale;

/** What an account may do. */
public enum Role {
  /** Models, accounts, grants, logs. No picture. */
  ADMIN,
  /** Own pictures. */
  OWNER,
  /** Searches among the pictures of owners that granted it. */
  USER;

  /** As documents and the database write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** USER {@code bad-role} for anything but admin, owner, user. */
  public static Role of(String text) {
    for (Role r : values()) {
      if (r.text().equals(text)) {
        return r;
      }
    }
    throw LensException.user("bad-role", "a role is admin, owner or user, not '" + text + "'");
  }
}
