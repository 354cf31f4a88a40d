package io.sharelens.api;

/**
 * One node's share of a picture's un-normalised feature, for the picture's owner.
 *
 * @param attempt attempt that it was extracted from; equal at both nodes or not to be added up
 * @param model SHA-256 (hex) of the model that made it
 * @param dimension numbers in the feature
 * @param fractionBits a value v is round(v * 2^fractionBits)
 * @param share base64 of the little-endian 32-bit words of this node's additive share
 */
public record FeatureShare(
    String attempt, String model, int dimension, int fractionBits, String share) {}
