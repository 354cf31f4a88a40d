package io.sharelens.api;

/**
 * A node's part of a split model's weights.
 *
 * @param node 1, 2 or 3
 * @param sha256 of the part's file, as the manifest names it
 * @param here whether the node has it
 * @param masked whether the weights are masked at this node, for schemes of two servers and a
 *     dealer
 */
public record ModelPart(int node, String sha256, boolean here, boolean masked) {}
