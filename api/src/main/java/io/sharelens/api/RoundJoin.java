package io.sharelens.api;

/**
 * An owner's wish to take part in a round.
 *
 * @param pictures labelled pictures that it will train on
 */
public record RoundJoin(int pictures) {}
