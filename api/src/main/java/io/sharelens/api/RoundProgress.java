package io.sharelens.api;

/**
 * Sign of life of an owner in a round, and how far it is.
 *
 * @param step {@code training} or {@code uploading}
 * @param done units done
 * @param total units in all; 0 where unknown
 */
public record RoundProgress(String step, long done, long total) {}
