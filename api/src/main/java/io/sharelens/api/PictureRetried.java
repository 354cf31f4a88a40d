package io.sharelens.api;

/**
 * What came of a {@link PictureRetry}.
 *
 * @param retried pictures that are put back to be extracted
 * @param failed pictures that are left failed, as they were not asked for
 */
public record PictureRetried(int retried, int failed) {}
