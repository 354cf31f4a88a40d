package io.sharelens.spi;

/**
 * How features are encoded, from the model's fixed-point plan.
 *
 * @param dimension numbers in a feature
 * @param fractionBits a feature value v is round(v * 2^fractionBits)
 * @param bound largest |v| that the plan allows, as an encoded word
 * @param normBound largest Euclidean norm that the plan allows, as an encoded word
 */
public record FeatureSpec(int dimension, int fractionBits, int bound, long normBound) {}
