package io.sharelens.node.weights;

/**
 * What node 1 tells node 2 at the start of a session that masks weights.
 *
 * @param firstKey first of the consecutive row keys, fresh
 * @param rows how many there are
 */
record MaskTerms(long firstKey, int rows) {}
