/**
 * Dealer material kept on disk at the two servers, so that a search does not wait for the dealer:
 * encrypted, counted, used once, filled while the nodes are idle.
 */
@NullMarked
package io.sharelens.node.stock;

import org.jspecify.annotations.NullMarked;
