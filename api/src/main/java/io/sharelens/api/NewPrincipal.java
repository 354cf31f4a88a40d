package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * Request for an account with a first token.
 *
 * @param name unique at the node; the same name at every node means the same person
 * @param role {@code owner}, {@code user}, {@code model-owner} or {@code admin}
 * @param scope of the token, {@code full} or {@code read}; null for {@code full}
 * @param days after which the token expires; null for never
 */
public record NewPrincipal(
    String name, String role, @Nullable String scope, @Nullable Integer days) {
  /** With a token that may do all that the role may, for as long as the account exists. */
  public NewPrincipal(String name, String role) {
    this(name, role, null, null);
  }
}
