package io.sharelens.node.config;

/**
 * Where another node listens for sessions.
 *
 * @param node its number, 1 to 3
 * @param host name or address
 * @param port TCP port
 */
public record Peer(int node, String host, int port) {}
