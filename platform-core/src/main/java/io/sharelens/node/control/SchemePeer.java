package io.sharelens.node.control;

import io.sharelens.node.control.SchemeMessages.SchemeAnswer;
import io.sharelens.node.control.SchemeMessages.SchemeNotice;

/** The half of a change of scheme that nodes 2 and 3 have. */
@FunctionalInterface
public interface SchemePeer {
  /** Takes note of where a change stands; what was heard before changes nothing. */
  SchemeAnswer hear(SchemeNotice notice);
}
