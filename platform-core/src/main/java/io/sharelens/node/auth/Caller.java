package io.sharelens.node.auth;

import java.security.Principal;

/** Who sent a request, proved by a token of this node. */
public record Caller(String name, Role role) implements Principal {
  @Override
  public String getName() {
    return name;
  }
}
