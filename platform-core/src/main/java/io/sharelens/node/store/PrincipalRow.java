package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param name unique at this node
 * @param role {@code admin}, {@code model-owner}, {@code owner} or {@code user}
 * @param created UTC milliseconds
 * @param revoked UTC milliseconds; null while it has access
 */
public record PrincipalRow(String name, String role, long created, @Nullable Long revoked) {}
