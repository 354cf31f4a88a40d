package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * Request for one more token of an account.
 *
 * @param label what it is for, in the administrator's words
 * @param scope {@code full}, or {@code read}: nothing that changes anything; null for {@code full}
 * @param days after which it expires; null for never
 */
public record NewToken(String label, @Nullable String scope, @Nullable Integer days) {}
