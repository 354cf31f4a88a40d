/** Tests of unit vectors over the testkit's parties. */
@NullMarked
package io.sharelens.spi.vector;

import org.jspecify.annotations.NullMarked;
