/**
 * A flat index: every stored feature is compared with the query.
 *
 * <p>{@link FlatIndexFactory} makes an {@link L2Index} (nothing is opened) or a {@link SumIndex}
 * (FLSIR's normalisation, which opens the sum of every feature). Both store rows that are masked
 * and opened once ({@code RowStore}), so that a query opens only itself, masked.
 */
@NullMarked
package io.sharelens.plugins.indexflat;

import org.jspecify.annotations.NullMarked;
