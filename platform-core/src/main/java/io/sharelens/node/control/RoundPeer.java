package io.sharelens.node.control;

import io.sharelens.node.control.RoundMessages.RoundAnswer;
import io.sharelens.node.control.RoundMessages.RoundNotice;

/** Node 2's half of training rounds. */
@FunctionalInterface
public interface RoundPeer {
  /**
   * Takes note of where a round stands; what was heard before changes nothing.
   *
   * @throws io.sharelens.mpc.error.LensException if this node cannot follow
   */
  RoundAnswer hear(RoundNotice notice);
}
