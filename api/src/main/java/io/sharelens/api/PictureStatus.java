package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * One of an owner's pictures as this node sees it.
 *
 * @param id the owner's id of the picture
 * @param attempt the newest attempt
 * @param state state of that attempt
 * @param cause why it failed, or what is missing; null where there is nothing to say
 * @param mediaType of the original file
 * @param searchable whether some attempt (perhaps an older one) is in the current epoch
 */
public record PictureStatus(
    String id,
    String attempt,
    PictureState state,
    @Nullable String cause,
    String mediaType,
    boolean searchable) {}
