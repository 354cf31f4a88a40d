package io.sharelens.api;

/**
 * An owner leaves for good.
 *
 * @param removeInfluence whether its updates are to be taken out of the model with the next round
 *     that can do so
 */
public record LeaveRequest(boolean removeInfluence) {}
