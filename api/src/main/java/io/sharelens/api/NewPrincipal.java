package io.sharelens.api;

/**
 * Request for an account.
 *
 * @param name unique at the node; the same name at every node means the same person
 * @param role {@code owner}, {@code user} or {@code admin}
 */
public record NewPrincipal(String name, String role) {}
