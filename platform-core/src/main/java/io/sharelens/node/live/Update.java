package io.sharelens.node.live;

/**
 * A value that changed.
 *
 * @param topic name of it
 * @param value the new one
 */
public record Update(String topic, Object value) {}
