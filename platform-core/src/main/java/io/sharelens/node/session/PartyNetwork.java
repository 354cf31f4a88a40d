package io.sharelens.node.session;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import java.util.UUID;

/** How this node reaches the others. */
public interface PartyNetwork {
  /**
   * Opens a session with another node and waits for its acceptance.
   *
   * @param party 1-based number of the other node
   * @param session id, equal at all nodes that take part
   * @param kind one of {@link SessionKind}
   * @param hello what the other node checks before it accepts; at most 64 KiB
   * @param limits deadlines
   * @throws io.sharelens.mpc.error.LensException RESOURCES naming the node if it cannot be reached
   *     in time, PROTOCOL with its reason if it refuses
   */
  PartyChannel open(int party, UUID session, String kind, byte[] hello, ChannelLimits limits);
}
