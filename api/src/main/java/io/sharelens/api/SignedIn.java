package io.sharelens.api;

/**
 * Who is signed in with a browser.
 *
 * @param node the node that says so
 * @param name the account
 * @param role its role
 * @param scope what its token may do: {@code full} or {@code read}
 * @param expires ISO-8601, when the session ends
 */
public record SignedIn(int node, String name, String role, String scope, String expires) {}
