package io.sharelens.node.watch;

import io.sharelens.api.NodeView.Traffic;
import io.sharelens.api.SessionInfo.LinkMeter;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.SessionRow;
import io.sharelens.node.store.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the sessions of the last hour moved. It reads only what ended since it was last asked.
 * Thread-safe.
 */
final class TrafficBook {
  private static final Duration WINDOW = Duration.ofHours(1);

  /** A session may be stored a little later than the moment that it says it ended. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final int MOST = 20_000;
  private static final double MILLIS = 1000;

  private final Sessions table;
  private final Clock clock;
  private final Map<String, Ended> last = new LinkedHashMap<>();
  private long read;

  TrafficBook(Sessions table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  private record Ended(
      long when, double seconds, boolean well, int failedNode, List<LinkMeter> links) {}

  /** Reads what is new. */
  synchronized void refresh() {
    long now = clock.millis();
    long oldest = now - WINDOW.toMillis();
    for (SessionRow s : table.endedSince(Math.max(oldest, read - LATE.toMillis()), MOST)) {
      last.computeIfAbsent(s.id(), id -> ended(s));
    }
    read = now;
    last.values().removeIf(e -> e.when() < oldest);
  }

  /**
   * @param node another node, or empty for all sessions
   */
  synchronized Traffic with(OptionalInt node) {
    long sessions = 0;
    long sent = 0;
    long received = 0;
    long failed = 0;
    long well = 0;
    double seconds = 0;
    for (Ended e : last.values()) {
      List<LinkMeter> links =
          e.links().stream().filter(l -> node.isEmpty() || l.peer() == node.getAsInt()).toList();
      boolean blamed = e.failedNode() != 0 && (node.isEmpty() || e.failedNode() == node.getAsInt());
      if (node.isPresent() && links.isEmpty() && !blamed) {
        continue;
      }
      sessions++;
      sent += links.stream().mapToLong(LinkMeter::sentBytes).sum();
      received += links.stream().mapToLong(LinkMeter::receivedBytes).sum();
      if (blamed) {
        failed++;
      }
      if (e.well()) {
        well++;
        seconds += e.seconds();
      }
    }
    return new Traffic(sessions, sent, received, well == 0 ? 0 : seconds / well, failed);
  }

  private static Ended ended(SessionRow s) {
    Long end = s.ended();
    long when = end == null ? s.started() : end;
    Integer failed = s.failedNode();
    LinkMeter[] links =
        CanonicalJson.read(s.meters().getBytes(StandardCharsets.UTF_8), LinkMeter[].class);
    return new Ended(
        when,
        (when - s.started()) / MILLIS,
        s.state().equals("DONE"),
        failed == null ? 0 : failed,
        Arrays.asList(links));
  }
}
