/** Three computing parties: replicated shares, randomness that pairs of them have in common. */
@NullMarked
package io.sharelens.mpc.replicated;

import org.jspecify.annotations.NullMarked;
