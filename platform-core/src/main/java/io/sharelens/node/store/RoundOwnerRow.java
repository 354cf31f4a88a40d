package io.sharelens.node.store;

/**
 * An owner in a round.
 *
 * @param owner account
 * @param pseudonym what others may see of it
 * @param pictures its weight
 * @param step what it does, see {@link io.sharelens.api.RoundInfo.RoundOwner}
 * @param done progress of the step
 * @param total of the step; 0 where unknown
 * @param seen when it was last heard of, UTC milliseconds
 */
public record RoundOwnerRow(
    String owner, String pseudonym, int pictures, String step, long done, long total, long seen) {}
