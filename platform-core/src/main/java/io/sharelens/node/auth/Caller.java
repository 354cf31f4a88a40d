package io.sharelens.node.auth;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, proved by a token of this node.
 *
 * @param name account
 * @param role its role
 * @param scope what the token may do of it
 * @param token the token's number
 * @param expires UTC milliseconds, when the token expires; null for never
 */
public record Caller(String name, Role role, Scope scope, long token, @Nullable Long expires)
    implements Principal {
  @Override
  public String getName() {
    return name;
  }
}
