package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareLocation;

/**
 * Where this node's share of a feature lies.
 *
 * @param ref picture and attempt
 * @param model SHA-256 (hex) of the model
 * @param dimension numbers in the feature
 * @param fractionBits scale of the numbers
 * @param location little-endian words of the share
 * @param made key of the index row that the same session made: shares at two nodes belong together
 *     only if it is the same; 0 if it is not known
 */
public record FeatureRow(
    PictureRef ref,
    String model,
    int dimension,
    int fractionBits,
    ShareLocation location,
    long made) {}
