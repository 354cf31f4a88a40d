/** Node 3's side of a computing session, and its durable memory of mask rows. */
@NullMarked
package io.sharelens.node.dealer;

import org.jspecify.annotations.NullMarked;
