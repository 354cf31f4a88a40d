package io.sharelens.mpc.channel;

import java.util.function.Consumer;

/** Decides which sessions a party takes part in. Called from many threads. */
@FunctionalInterface
public interface SessionAcceptor {
  /**
   * Accepts or refuses a session; TLS and party numbers are checked already.
   *
   * @return what to do with the session
   * @throws io.sharelens.mpc.error.LensException to refuse: code and message reach the initiator
   */
  Accepted decide(SessionHello hello);

  /**
   * An accepted session.
   *
   * @param limits deadlines on this side
   * @param run called with the open channel on the connection's own platform thread; the channel
   *     belongs to it, so it closes it. What it throws ends the session for the peer too
   */
  record Accepted(ChannelLimits limits, Consumer<PartyChannel> run) {}
}
