/**
 * A tree of clusters over shared features: a query is compared with centroids, and then only with
 * the features of the clusters nearest to it.
 *
 * <p>{@link TreeBuilder} makes the tree by spherical k-means on shares ({@link Clustering}, {@link
 * NearestCentroid}, {@link Centroids}); {@link TreeDocument} is its public part; {@link Descent}
 * searches it.
 */
@NullMarked
package io.sharelens.plugins.indexhierarchical;

import org.jspecify.annotations.NullMarked;
