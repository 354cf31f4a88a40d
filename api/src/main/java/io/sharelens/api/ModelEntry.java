package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * A model file that a node holds.
 *
 * @param sha256 hex digest of the file, its id
 * @param state {@code STAGED}, {@code PUBLISHED} or {@code RETIRED}
 * @param version number of the publication, null while it is only staged
 * @param bytes size of the file
 * @param created when it arrived, ISO-8601
 */
public record ModelEntry(
    String sha256, String state, @Nullable Integer version, long bytes, String created) {}
