package io.sharelens.node.auth;

import io.sharelens.mpc.error.LensException;
import java.util.Locale;

/** What an account may do. */
public enum Role {
  /** Models, accounts, grants, logs. No picture. */
  ADMIN,
  /** Models, their publication and the nodes' parts of split ones. No account, no picture. */
  MODEL_OWNER,
  /** Own pictures. */
  OWNER,
  /** Searches among the pictures of owners that granted it. */
  USER;

  /** As documents and the database write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** USER {@code bad-role} for any other text. */
  public static Role of(String text) {
    for (Role r : values()) {
      if (r.text().equals(text)) {
        return r;
      }
    }
    throw LensException.user(
        "bad-role", "a role is admin, model-owner, owner or user, not '" + text + "'");
  }
}
