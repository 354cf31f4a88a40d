package io.sharelens.node.watch;

import io.sharelens.api.NodeView;
import io.sharelens.api.NodeView.CertificateView;
import io.sharelens.api.NodeView.PluginView;
import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.service.NodesService;
import io.sharelens.node.session.NodeContext;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All three nodes as this one sees them. */
public final class NodeViews implements NodesService {
  private final int node;
  private final PeerWatch watch;
  private final X509Certificate certificate;
  private final TrafficBook traffic;
  private final Clock clock;
  private final Instant started;

  /**
   * @param certificate this node's own
   */
  public NodeViews(NodeContext node, PeerWatch watch, X509Certificate certificate) {
    this.node = node.node();
    this.watch = watch;
    this.certificate = certificate;
    this.clock = node.clock();
    this.traffic = new TrafficBook(node.store().sessions(), clock);
    this.started = clock.instant();
  }

  @Override
  public List<NodeView> nodes() {
    traffic.refresh();
    SelfNotice self = watch.self();
    List<NodeView> all = new ArrayList<>();
    all.add(own(self));
    watch.sights().forEach((number, sight) -> all.add(other(number, sight, self)));
    all.sort(Comparator.comparingInt(NodeView::node));
    return List.copyOf(all);
  }

  private NodeView own(SelfNotice self) {
    return new NodeView(
        node,
        self.name(),
        true,
        true,
        started.toString(),
        null,
        self.version(),
        self.protocol(),
        self.scheme(),
        self.schemeDigest(),
        true,
        plugins(self, self),
        view(certificate),
        null,
        clock.instant().toString(),
        traffic.with(OptionalInt.empty()));
  }

  private NodeView other(int number, Sight sight, SelfNotice here) {
    SelfNotice there = sight.self();
    Instant seen = sight.lastSeen();
    return new NodeView(
        number,
        there == null ? "node-" + number : there.name(),
        false,
        sight.up(),
        sight.since().toString(),
        sight.cause(),
        there == null ? null : there.version(),
        there == null ? null : there.protocol(),
        there == null ? null : there.scheme(),
        there == null ? null : there.schemeDigest(),
        there == null ? null : there.schemeDigest().equals(here.schemeDigest()),
        there == null ? List.of() : plugins(there, here),
        view(sight.certificate()),
        sight.rttMillis(),
        seen == null ? null : seen.toString(),
        traffic.with(OptionalInt.of(number)));
  }

  private static List<PluginView> plugins(SelfNotice there, SelfNotice here) {
    Set<PluginIdentity> mine = Set.copyOf(here.plugins());
    return there.plugins().stream()
        .map(p -> new PluginView(p.id(), p.version(), p.sha256(), mine.contains(p)))
        .toList();
  }

  private @Nullable CertificateView view(@Nullable X509Certificate shown) {
    if (shown == null) {
      return null;
    }
    Instant end = shown.getNotAfter().toInstant();
    return new CertificateView(
        shown.getSubjectX500Principal().getName(),
        end.toString(),
        Math.floorDiv(Duration.between(clock.instant(), end).toSeconds(), 86_400L));
  }
}
