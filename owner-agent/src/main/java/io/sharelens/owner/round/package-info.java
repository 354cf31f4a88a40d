/** An owner's part of one training round, from joining to its end, durable step by step. */
@NullMarked
package io.sharelens.owner.round;

import org.jspecify.annotations.NullMarked;
