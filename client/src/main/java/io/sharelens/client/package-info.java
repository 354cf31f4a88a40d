/**
 * The client: splits pictures and queries into shares, talks to the nodes, and is the only part of
 * the product that adds shares up again. {@link io.sharelens.client.SearchClient} for users, {@link
 * io.sharelens.client.OwnerClient} for owners, {@link io.sharelens.client.AdminClient} for
 * administrators.
 */
@NullMarked
package io.sharelens.client;

import org.jspecify.annotations.NullMarked;
