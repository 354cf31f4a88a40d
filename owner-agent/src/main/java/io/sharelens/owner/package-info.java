/** Runs beside an owner's pictures: trains on them and outsources them as shares. */
@NullMarked
package io.sharelens.owner;

import org.jspecify.annotations.NullMarked;
