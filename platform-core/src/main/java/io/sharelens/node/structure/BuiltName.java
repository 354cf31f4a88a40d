package io.sharelens.node.structure;

/**
 * What a node built and keeps.
 *
 * @param name digest of the structure
 */
record BuiltName(String name) {}
