package io.sharelens.node.auth;

import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.store.Store;
import java.security.SecureRandom;
import java.time.Clock;

/** All that knows who may call what, put together. */
public record Access(
    Accounts accounts,
    AccountTokens tokens,
    Authenticator authenticator,
    SignIns signIns,
    SignInThrottle throttle,
    AuditLog audit) {
  public static Access open(NodeConfig config, Store store, Clock clock, SecureRandom random) {
    AccountTokens tokens = new AccountTokens(config.node(), store, clock, random);
    Authenticator authenticator = new Authenticator(config.node(), store, clock);
    return new Access(
        new Accounts(store, config.holdsPictures(), clock, tokens),
        tokens,
        authenticator,
        new SignIns(store, authenticator, clock, random),
        new SignInThrottle(clock),
        new AuditLog(store, clock));
  }
}
