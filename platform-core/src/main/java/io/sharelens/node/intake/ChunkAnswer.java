package io.sharelens.node.intake;

/**
 * Answer to a chunk: taken, or not the one that comes next.
 *
 * @param taken whether the chunk was stored
 * @param offset bytes that are durable now: where the next chunk starts
 */
public record ChunkAnswer(boolean taken, long offset) {}
