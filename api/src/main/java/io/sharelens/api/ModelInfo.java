package io.sharelens.api;

/**
 * The published model.
 *
 * @param version 0, 1, 2, ... in the order of publication
 * @param sha256 hex digest of the model file, its id
 */
public record ModelInfo(int version, String sha256) {}
