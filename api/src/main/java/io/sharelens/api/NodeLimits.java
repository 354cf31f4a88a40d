package io.sharelens.api;

/**
 * What a node accepts.
 *
 * @param maxK largest number of results of a search
 * @param maxPictureBytes largest part of an upload
 * @param chunkBytes largest chunk of an upload
 */
public record NodeLimits(int maxK, long maxPictureBytes, int chunkBytes) {}
