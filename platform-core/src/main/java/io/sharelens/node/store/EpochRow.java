package io.sharelens.node.store;

/**
 * A numbered snapshot.
 *
 * @param number 1, 2, 3, ...
 * @param digest SHA-256 (hex) of the content
 * @param committed whether it counts; false while it is only proposed
 * @param created UTC milliseconds
 * @param content canonical JSON
 */
public record EpochRow(
    long number, String digest, boolean committed, long created, String content) {}
