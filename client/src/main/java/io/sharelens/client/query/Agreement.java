package io.sharelens.client.query;

import io.sharelens.api.EpochInfo;
import io.sharelens.api.ModelInfo;
import io.sharelens.api.NodeInfo;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Pauses;
import io.sharelens.mpc.error.LensException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all nodes say alike: nothing secret is sent before this was read. Nodes that differ in
 * protocol, scheme, plugins, parties, categories, model or epoch are refused with {@code
 * nodes-disagree}, which says in what.
 *
 * @param infos of nodes 1, 2 and 3
 */
public record Agreement(List<NodeInfo> infos) {
  /** Nodes 1 and 2 hold pictures, in schemes of three servers too. */
  private static final int HOLDERS = 2;

  private static final int TRIES = 10;
  private static final Duration PAUSE = Duration.ofMillis(200);

  public Agreement {
    infos = List.copyOf(infos);
  }

  /**
   * Reads all nodes. They commit epochs and models one after the other, so such a difference is
   * looked at again for a few seconds before it counts.
   */
  public static Agreement read(List<NodeConnection> nodes) {
    for (int i = 1; ; i++) {
      List<Callable<NodeInfo>> calls = new ArrayList<>();
      for (NodeConnection node : nodes) {
        calls.add(() -> info(node));
      }
      List<NodeInfo> infos = Fanout.all(calls);
      Optional<String> standing = standing(infos);
      Optional<String> difference = standing.or(() -> passing(infos));
      if (difference.isEmpty()) {
        return new Agreement(infos);
      }
      if (standing.isPresent() || i == TRIES) {
        throw LensException.user("nodes-disagree", difference.get());
      }
      Pauses.sleep(PAUSE);
    }
  }

  private static NodeInfo info(NodeConnection node) {
    NodeInfo info = node.json(Call.get("/v1/info"), NodeInfo.class);
    if (info.node() != node.node()) {
      throw LensException.user("wrong-node", node.label() + " says that it is node " + info.node());
    }
    return info;
  }

  /** Differences that only an operator can end. */
  private static Optional<String> standing(List<NodeInfo> infos) {
    return differs("the protocol version", infos, NodeInfo::protocol)
        .or(() -> differs("the scheme", infos, NodeInfo::scheme))
        .or(() -> differs("the scheme's options", infos, NodeInfo::schemeDigest))
        .or(() -> differs("the number of computing parties", infos, NodeInfo::parties))
        .or(() -> differs("the plugins", infos, NodeInfo::plugins));
  }

  /** Differences that a commit under way ends. */
  private static Optional<String> passing(List<NodeInfo> infos) {
    return differs("the categories", infos, NodeInfo::categories)
        .or(() -> differs("the published model", infos, NodeInfo::model))
        .or(() -> differs("the epoch", infos, i -> snapshot(i.epoch())));
  }

  private static String snapshot(EpochInfo epoch) {
    return "number " + epoch.number() + ", digest " + epoch.digest();
  }

  private static Optional<String> differs(
      String what, List<NodeInfo> infos, Function<NodeInfo, @Nullable Object> of) {
    NodeInfo first = infos.getFirst();
    for (NodeInfo other : infos) {
      if (!Objects.equals(of.apply(first), of.apply(other))) {
        return Optional.of(
            "nodes %d and %d disagree on %s: %s against %s"
                .formatted(first.node(), other.node(), what, of.apply(first), of.apply(other)));
      }
    }
    return Optional.empty();
  }

  /** The common part; node-specific members are node 1's. */
  public NodeInfo common() {
    return infos.getFirst();
  }

  /** The published model; fails with {@code no-model} before the first one. */
  public ModelInfo model() {
    ModelInfo model = common().model();
    if (model == null) {
      throw LensException.user("no-model", "the platform has no published model yet");
    }
    return model;
  }

  /**
   * SHA-256 of the model that queries are prepared for: the epoch's, which stays the old one until
   * a newly published model has the features of all pictures.
   */
  public String searchModel() {
    String model = common().epoch().model();
    return model.isEmpty() ? model().sha256() : model;
  }

  /** Largest k that every node accepts. */
  public int maxK() {
    return infos.stream().mapToInt(i -> i.limits().maxK()).min().orElse(0);
  }

  /** Largest picture that every node accepts that holds pictures. */
  public long maxPictureBytes() {
    return infos.stream()
        .filter(i -> i.node() <= HOLDERS)
        .mapToLong(i -> i.limits().maxPictureBytes())
        .min()
        .orElse(0);
  }
}
