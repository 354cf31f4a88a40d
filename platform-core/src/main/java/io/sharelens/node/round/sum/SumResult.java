package io.sharelens.node.round.sum;

/**
 * What a node opened, compared before it is kept.
 *
 * @param sha256 of the opened words
 */
record SumResult(String sha256) {}
