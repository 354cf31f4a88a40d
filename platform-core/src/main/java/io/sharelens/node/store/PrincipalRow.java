package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param name unique at this node
 * @param role {@code admin}, {@code owner} or {@code user}
 * @param tokenHash SHA-256 (hex) of the token
 * @param created UTC milliseconds
 * @param revoked UTC milliseconds; null while the token is valid
 */
public record PrincipalRow(
    String name, String role, String tokenHash, long created, @Nullable Long revoked) {
  @Override
  public String toString() {
    return "PrincipalRow[" + name + ", " + role + (revoked == null ? "]" : ", revoked]");
  }
}
