package io.sharelens.node.live;

import io.sharelens.api.JobInfo;
import io.sharelens.api.NodeView;
import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundsNow;
import io.sharelens.api.SchemeChange;
import io.sharelens.api.SessionsNow;
import io.sharelens.node.service.NodeServices;
import io.sharelens.node.service.RoundService;
import io.sharelens.node.store.SessionRow;
import io.sharelens.node.store.Sessions;
import io.sharelens.node.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a node's console shows live. */
public final class LiveTopics {
  private static final int LAST_JOBS = 20;
  private static final int LOOKED_AT = 200;
  private static final int LAST_CHANGES = 10;

  /** Round trips and times of nodes that are well are told this often only. */
  private static final long NODES_MILLIS = 5000;

  private LiveTopics() {}

  public static List<Topic> of(NodeServices services, Store store, Clock clock) {
    return List.of(
        new Topic("status", () -> services.status().status()),
        new Topic(
            "nodes",
            () -> services.nodes().nodes(),
            value -> new Calm(without(value), clock.millis() / NODES_MILLIS)),
        new Topic("rounds", () -> rounds(services.rounds())),
        new Topic("changes", () -> changes(services)),
        new Topic("jobs", () -> jobs(services)),
        new Topic("sessions", () -> sessions(store.sessions())),
        new Topic("stock", () -> services.stock().stock()));
  }

  private record Calm(List<NodeView> nodes, long when) {}

  private static List<NodeView> without(Object value) {
    return ((List<?>) value)
        .stream()
            .map(NodeView.class::cast)
            .map(
                n ->
                    new NodeView(
                        n.node(),
                        n.name(),
                        n.self(),
                        n.up(),
                        n.since(),
                        n.cause(),
                        n.version(),
                        n.protocol(),
                        n.scheme(),
                        n.schemeDigest(),
                        n.sameScheme(),
                        n.plugins(),
                        n.certificate(),
                        null,
                        null,
                        n.traffic()))
            .toList();
  }

  private static RoundsNow rounds(RoundService rounds) {
    Optional<RoundInfo> running = rounds.current();
    RoundInfo shown = running.or(() -> rounds.list(1).stream().findFirst()).orElse(null);
    return new RoundsNow(
        running.isPresent(),
        shown,
        running.isPresent() ? null : rounds.next().map(Instant::toString).orElse(null));
  }

  private static List<SchemeChange> changes(NodeServices services) {
    return services.schemes().list().stream().limit(LAST_CHANGES).toList();
  }

  /** Those that run, and the last ones. */
  private static List<JobInfo> jobs(NodeServices services) {
    List<JobInfo> last = services.jobs().list(LOOKED_AT);
    return Stream.concat(
            last.stream().limit(LAST_JOBS), last.stream().skip(LAST_JOBS).filter(j -> !j.over()))
        .toList();
  }

  private static SessionsNow sessions(Sessions table) {
    SessionRow newest = table.list(1).stream().findFirst().orElse(null);
    return new SessionsNow(
        newest == null ? null : newest.id(),
        newest == null ? null : Instant.ofEpochMilli(newest.started()).toString(),
        table.counts());
  }
}
