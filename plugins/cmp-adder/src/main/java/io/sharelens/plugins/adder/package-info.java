/**
 * Comparison by a carry look-ahead adder with three servers and no dealer: comparison plugin {@code
 * cmp-adder}.
 *
 * <p>Everything is bit-sliced. A block of n = 32 L elements is an array of 32 rows of L words, in
 * which element {@code j L + l} is word l of row j. Transposed, row p is the plane of bits p: bit j
 * of its word l belongs to element {@code j L + l}. All parties slice alike, so that planes go over
 * the wire as they are.
 */
@NullMarked
package io.sharelens.plugins.adder;

import org.jspecify.annotations.NullMarked;
