package io.sharelens.spi;

import io.sharelens.mpc.arithmetic.RowSet;

/**
 * How an index organises stored rows, for example as a tree of clusters.
 *
 * @param document what all parties know of it, equal byte for byte; names rows by their keys
 * @param rows stored rows that belong to the structure itself (centroids), in the order in which
 *     {@link FeatureIndex#build} wrote them
 */
public record IndexStructure(byte[] document, RowSet rows) {}
