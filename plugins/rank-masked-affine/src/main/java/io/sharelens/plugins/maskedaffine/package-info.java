/** FLSIR's ranking: opens every score under one secret affine map, then sorts in clear. */
@NullMarked
package io.sharelens.plugins.maskedaffine;

import org.jspecify.annotations.NullMarked;
