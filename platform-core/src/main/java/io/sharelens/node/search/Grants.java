package io.sharelens.node.search;

import java.util.SortedSet;

/** Which owners' pictures a user may search, as this node's administrator says. */
public interface Grants {
  /** Owners granted to {@code user}; empty for an unknown user. */
  SortedSet<String> ownersOf(String user);
}
