package io.sharelens.api;

/**
 * A request for a training round.
 *
 * @param pictures labelled pictures that are new since the owner's last round; 0 from an
 *     administrator
 */
public record RoundRequest(int pictures) {}
