package io.sharelens.node.stock;

import java.util.UUID;

/**
 * A pack that a session may use.
 *
 * @param pack equal at both servers
 * @param from units before this one are used up
 */
public record PackOffer(UUID pack, int from) {}
