package io.sharelens.api;

/**
 * An administrator's wish to switch the deployment to another scheme.
 *
 * @param scheme the scheme as YAML or JSON: name, parties, one plugin for each place
 * @param model SHA-256 of a model that was brought to node 1 before; empty for the newest published
 *     one that fits the scheme
 */
public record SchemeProposal(String scheme, String model) {}
