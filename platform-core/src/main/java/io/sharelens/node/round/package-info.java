/** Training rounds: persisted state machines at nodes 1 and 2, and what owners may ask of them. */
@NullMarked
package io.sharelens.node.round;

import org.jspecify.annotations.NullMarked;
