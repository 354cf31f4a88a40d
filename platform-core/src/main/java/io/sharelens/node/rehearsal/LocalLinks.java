package io.sharelens.node.rehearsal;

import io.sharelens.mpc.channel.PartyChannel;

/** How three parties in one process reach each other. */
public interface LocalLinks extends AutoCloseable {
  /** Fresh links of one session. */
  Session open();

  /** No session is open any more. */
  @Override
  void close();

  /** All links of one session, both ends of each. */
  interface Session extends AutoCloseable {
    /** What party {@code self} has of its link to {@code peer}; 1 to 3. */
    PartyChannel end(int self, int peer);

    @Override
    void close();
  }
}
