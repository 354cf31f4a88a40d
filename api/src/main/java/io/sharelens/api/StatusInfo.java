package io.sharelens.api;

/**
 * Where a node's pictures stand.
 *
 * @param pending stored at both nodes and waiting for extraction
 * @param extracting in an extraction that runs
 * @param indexed extracted under the published model
 * @param failed extraction gave up
 * @param incomplete begun here or at one node only
 * @param epoch the committed epoch
 */
public record StatusInfo(
    int pending, int extracting, int indexed, int failed, int incomplete, EpochInfo epoch) {}
