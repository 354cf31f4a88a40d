/** Sessions between nodes: opening, pairing, limits, and a record of how each ended. */
@NullMarked
package io.sharelens.node.session;

import org.jspecify.annotations.NullMarked;
