package io.sharelens.api;

import java.util.List;

/**
 * Answer of the health and readiness checks.
 *
 * @param status {@code up} or {@code down}
 * @param checks one entry for each thing looked at
 */
public record Health(String status, List<Check> checks) {
  public Health {
    checks = List.copyOf(checks);
  }

  /** One thing looked at: database, scheme, a peer. */
  public record Check(String name, boolean up, String detail) {}
}
