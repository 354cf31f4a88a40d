package io.sharelens.node.intake;

/**
 * What a scheme expects of one part of an upload at this node.
 *
 * @param name the part's name
 * @param ring its ring
 * @param width bytes of a ring element
 * @param form {@code seed} or {@code full}
 */
public record PartRule(String name, String ring, int width, String form) {}
