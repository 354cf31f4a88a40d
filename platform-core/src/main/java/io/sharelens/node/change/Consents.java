package io.sharelens.node.change;

/** What other nodes' administrators decided, as those nodes say themselves. */
@FunctionalInterface
public interface Consents {
  /** Whether a node's administrator approved a change, as far as it is known here. */
  boolean approved(int node, String change);
}
