package io.sharelens.node.watch;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a node is seen at one moment.
 *
 * @param up whether it answers
 * @param since when that began
 * @param cause why it does not answer; null if it does
 * @param self what it last said of itself; null before
 * @param certificate what it last showed; null before
 * @param rttMillis median round trip of the last pings; null before
 * @param lastSeen when it last answered; null before
 */
record Sight(
    boolean up,
    Instant since,
    @Nullable String cause,
    @Nullable SelfNotice self,
    @Nullable X509Certificate certificate,
    @Nullable Double rttMillis,
    @Nullable Instant lastSeen) {
  static Sight unknown(Instant now) {
    return new Sight(false, now, "it has not answered yet", null, null, null, null);
  }

  Sight shown(X509Certificate shown) {
    return new Sight(up, since, cause, self, shown, rttMillis, lastSeen);
  }

  Sight answered(Instant now, SelfNotice notice, double rtt) {
    return new Sight(true, up ? since : now, null, notice, certificate, rtt, now);
  }

  Sight down(Instant now, String why) {
    return new Sight(false, up ? now : since, why, self, certificate, rttMillis, lastSeen);
  }
}
