package io.sharelens.node.config;

/**
 * An address to listen on.
 *
 * @param host name or address of the interface
 * @param port 0 lets the system choose; the choice is written to the data folder
 */
public record Endpoint(String host, int port) {}
