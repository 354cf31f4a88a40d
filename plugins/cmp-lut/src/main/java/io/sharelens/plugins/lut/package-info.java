/**
 * Comparison by one-time lookup tables with two servers and a dealer: comparison plugin {@code
 * cmp-lut}.
 *
 * <p>Everything is bit-sliced. A block of n = 32 L elements is an array of 32 rows of L words, in
 * which element {@code j L + l} is word l of row j. Transposed, row p is the plane of bits p: bit j
 * of its word l belongs to element {@code j L + l}. Both servers and the dealer slice alike, so
 * that planes go over the wire as they are.
 */
@NullMarked
package io.sharelens.plugins.lut;

import org.jspecify.annotations.NullMarked;
