package io.sharelens.node.session;

import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.PartyContext;
import java.security.SecureRandom;

/** A computing node's means in one session of a scheme. One thread uses it. */
public sealed interface ComputingSession extends PartyContext, AutoCloseable
    permits ServerSession, ReplicatedSession {
  /**
   * The session of a scheme at one of its computing nodes.
   *
   * @param self this node
   * @param one channel to another node: at nodes 1 and 2 to each other, at node 3 to node 1
   * @param other channel to the third node: with two servers the dealer
   * @param stock what a session with a dealer may use of the material kept here
   */
  static ComputingSession of(
      Scheme scheme,
      int self,
      PartyChannel one,
      PartyChannel other,
      SecureRandom random,
      OpeningLedger ledger,
      MaterialStock stock) {
    return scheme.threeServers()
        ? new ReplicatedSession(one, other, random, ledger)
        : new ServerSession(self, one, other, random, ledger, stock);
  }

  /** Online and offline bytes and rounds so far, as this node sees them. */
  Cost cost();

  /** Nothing more will be computed. */
  void end();

  /** Frees what a session that failed before its {@link #end} holds. */
  @Override
  void close();

  /**
   * @param rounds online exchanges with the other servers
   * @param onlineBytes to and from the other servers
   * @param offlineBytes to and from the dealer, or among the servers before any input is needed
   */
  record Cost(long rounds, long onlineBytes, long offlineBytes) {
    public Cost plus(Cost more) {
      return new Cost(
          rounds + more.rounds, onlineBytes + more.onlineBytes, offlineBytes + more.offlineBytes);
    }

    public Cost minus(Cost earlier) {
      return new Cost(
          rounds - earlier.rounds,
          onlineBytes - earlier.onlineBytes,
          offlineBytes - earlier.offlineBytes);
    }
  }
}
