package io.sharelens.api;

/**
 * A new account with its token, which is shown this once and stored as a hash only.
 *
 * @param name the account
 * @param role its role
 * @param token secret, for the {@code Authorization: Bearer} header at this node alone
 */
public record IssuedToken(String name, String role, String token) {
  @Override
  public String toString() {
    return "IssuedToken[" + name + ", " + role + "]";
  }
}
