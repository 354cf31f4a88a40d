/**
 * Shared feature vectors as rows of an index: normalised under MPC, stored, multiplied with
 * queries. Indexes have this in common; it needs nothing but {@code Arithmetic} and a comparison,
 * so it works in every family.
 */
@NullMarked
package io.sharelens.spi.vector;

import org.jspecify.annotations.NullMarked;
