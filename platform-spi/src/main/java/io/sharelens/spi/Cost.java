package io.sharelens.spi;

/**
 * Declared cost of an operation on n elements, verified by metering in the conformance suite.
 *
 * @param rounds rounds of a batch that fits one block
 * @param onlineBits bits per element between the computing parties, sum over all of them
 * @param offlineBits bits per element from the dealer, sum over all parties; 0 without a dealer
 */
public record Cost(int rounds, double onlineBits, double offlineBits) {}
