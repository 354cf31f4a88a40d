package io.sharelens.api;

/**
 * A new token, which is shown this once and stored as a hash only.
 *
 * @param name the account
 * @param role its role
 * @param token secret, for the {@code Authorization: Bearer} header at this node alone
 * @param info what the node remembers of it
 */
public record IssuedToken(String name, String role, String token, TokenInfo info) {
  @Override
  public String toString() {
    return "IssuedToken[" + name + ", " + role + ", " + info + "]";
  }
}
