package io.sharelens.spi;

/**
 * What a comparison protocol needs and promises.
 *
 * @param parties computing parties
 * @param dealer whether it needs one
 * @param sharing {@code additive} or {@code replicated}
 * @param exact whether signs are right over the whole range |a| &lt; 2^31
 * @param truncationError largest error of a truncated ReLU in units of the result
 * @param source paper and algorithms
 * @param leakage what a party learns beyond its output, in one sentence
 */
public record ComparisonTraits(
    int parties,
    boolean dealer,
    String sharing,
    boolean exact,
    int truncationError,
    String source,
    String leakage) {}
