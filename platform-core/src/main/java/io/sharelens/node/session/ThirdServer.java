package io.sharelens.node.session;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.node.scheme.Scheme;

/** What node 3 computes in sessions of one kind, in schemes of three servers. */
@FunctionalInterface
public interface ThirdServer {
  /**
   * Takes part in a session that nodes 1 and 2 opened with the same hello.
   *
   * @param scheme that the session runs with
   * @param one watched channel to node 1
   * @param two watched channel to node 2
   */
  void run(SessionRun run, Scheme scheme, SessionHello hello, PartyChannel one, PartyChannel two);
}
