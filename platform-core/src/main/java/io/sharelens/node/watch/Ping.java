package io.sharelens.node.watch;

/**
 * Asks a node for its {@link SelfNotice}.
 *
 * @param number counted from 1 in a session
 */
record Ping(long number) {}
