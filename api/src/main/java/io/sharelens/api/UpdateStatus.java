package io.sharelens.api;

/**
 * Where an upload of an update stands at a node.
 *
 * @param attempt the attempt
 * @param complete whether all of this node's part is there and verified
 * @param offset bytes that this node holds durably
 * @param bytes of this node's part
 * @param chunkBytes largest chunk that this node takes
 */
public record UpdateStatus(
    String attempt, boolean complete, long offset, long bytes, int chunkBytes) {}
