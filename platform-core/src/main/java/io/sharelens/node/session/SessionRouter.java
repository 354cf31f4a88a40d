package io.sharelens.node.session;

import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import java.util.Map;
import java.util.TreeMap;

/** Hands sessions that other nodes open to the part of this node that knows their kind. */
public final class SessionRouter implements SessionAcceptor {
  private final Map<String, SessionAcceptor> byKind;

  public SessionRouter(Map<String, SessionAcceptor> byKind) {
    this.byKind = new TreeMap<>(byKind);
  }

  @Override
  public Accepted decide(SessionHello hello) {
    SessionAcceptor acceptor = byKind.get(hello.kind());
    if (acceptor == null) {
      throw LensException.protocol(
          "unknown-session-kind",
          "node "
              + hello.to()
              + " takes part in sessions of kind "
              + byKind.keySet()
              + ", not '"
              + hello.kind()
              + "'");
    }
    return acceptor.decide(hello);
  }
}
