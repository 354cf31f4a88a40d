package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * A picture as an administrator sees it: its newest attempt.
 *
 * @param owner whose it is
 * @param picture the owner's id of it
 * @param attempt id of the attempt
 * @param state of the attempt
 * @param cause why it failed; null otherwise
 * @param mediaType of the original file
 * @param bytes of its shares that are here
 * @param created when the attempt was begun, ISO-8601
 * @param sequence place in the list, the newest first; hand the last one in as {@code after}
 */
public record PictureEntry(
    String owner,
    String picture,
    String attempt,
    PictureState state,
    @Nullable String cause,
    String mediaType,
    long bytes,
    String created,
    long sequence) {}
