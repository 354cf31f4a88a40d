/**
 * Comparison by products of three (FLSIR, 2022) with two servers and a dealer: comparison plugin
 * {@code cmp-threemul}.
 */
@NullMarked
package io.sharelens.plugins.threemul;

import org.jspecify.annotations.NullMarked;
