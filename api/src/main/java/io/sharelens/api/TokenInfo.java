package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * A token of an account, without its secret.
 *
 * @param id number at this node
 * @param label what it is for
 * @param scope {@code full}, or {@code read}: nothing that changes anything
 * @param created ISO-8601
 * @param expires ISO-8601; null for never. A token that expired stays in the list until it is ended
 * @param used ISO-8601, when it was used last, to the minute; null for never
 */
public record TokenInfo(
    long id,
    String label,
    String scope,
    String created,
    @Nullable String expires,
    @Nullable String used) {}
