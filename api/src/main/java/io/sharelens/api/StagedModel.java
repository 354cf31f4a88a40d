package io.sharelens.api;

/**
 * Answer to the upload of a model.
 *
 * @param sha256 hex digest of the file, its id from now on
 */
public record StagedModel(String sha256) {}
