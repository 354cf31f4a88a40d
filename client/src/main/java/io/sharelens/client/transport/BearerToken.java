package io.sharelens.client.transport;

import io.sharelens.mpc.error.LensException;

/** A node's access token. No content in {@code toString}. */
public final class BearerToken {
  private final String token;

  /** Surrounding white space is dropped: files end with a line break. */
  public BearerToken(String token) {
    this.token = token.strip();
    if (this.token.isEmpty() || !this.token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw LensException.user("bad-token", "a token is empty or has characters it cannot have");
    }
  }

  String header() {
    return "Bearer " + token;
  }

  @Override
  public String toString() {
    return "BearerToken[...]";
  }
}
