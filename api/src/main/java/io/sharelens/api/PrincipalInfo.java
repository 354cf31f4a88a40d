package io.sharelens.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as an administrator sees it.
 *
 * @param name the account
 * @param role {@code admin}, {@code model-owner}, {@code owner} or {@code user}
 * @param created ISO-8601
 * @param revoked ISO-8601, null while the account has access
 * @param owners for a user: the owners whose pictures it may find
 * @param tokens those that were not ended, the oldest first
 */
public record PrincipalInfo(
    String name,
    String role,
    String created,
    @Nullable String revoked,
    List<String> owners,
    List<TokenInfo> tokens) {
  public PrincipalInfo {
    owners = List.copyOf(owners);
    tokens = List.copyOf(tokens);
  }
}
