package io.sharelens.node.rest;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Caller;
import jakarta.ws.rs.core.SecurityContext;

/** From the container's security context to our caller. */
final class Callers {
  private Callers() {}

  static Caller of(SecurityContext security) {
    if (security.getUserPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw LensException.internal("no-caller", "a method without @Allow asked who calls");
  }
}
