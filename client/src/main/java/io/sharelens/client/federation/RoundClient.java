package io.sharelens.client.federation;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.api.LeaveRequest;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundRequest;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.query.Agreement;
import io.sharelens.client.query.ModelCache;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Pauses;
import io.sharelens.client.transport.Retries;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An owner's access to training rounds, with an owner's tokens at nodes 1 and 2. The flow: {@link
 * #current}, {@link #join}, {@link #progress} while training, {@link #upload}, {@link #report}.
 * Every call may be repeated after a failure. Thread-safe.
 */
public final class RoundClient implements AutoCloseable {
  private static final int TRIES = 10;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final List<NodeConnection> nodes;
  private final ModelCache models;
  private final UpdateUpload uploads;

  private RoundClient(Deployment deployment, Path models, Duration pause) {
    this.nodes = deployment.connect(Retries.standard());
    this.models = new ModelCache(models);
    this.uploads = new UpdateUpload(computing(), pause);
  }

  /** A client that keeps models where all clients of the deployment do. */
  public static RoundClient open(Deployment deployment) {
    return open(deployment, deployment.cache().resolve("models"));
  }

  /**
   * As above with a folder of its own for models.
   *
   * @param models created when needed; files may be removed at any time
   */
  public static RoundClient open(Deployment deployment, Path models) {
    return new RoundClient(deployment, models, Duration.ofMillis(250));
  }

  /** What the nodes say alike; fails with {@code nodes-disagree} where they do not. */
  public Agreement agreement() {
    return Agreement.read(nodes);
  }

  /**
   * Rounds, newest first, as node 1 sees them.
   *
   * @param most how many at most
   */
  public List<RoundInfo> rounds(int most) {
    Call call = Call.get(RoundPaths.ROUNDS + "?limit=" + most);
    return List.of(node(1).json(call, RoundInfo[].class));
  }

  /** The round that runs, as node 1 sees it; empty if none does. */
  public Optional<RoundInfo> current() {
    try {
      return Optional.of(node(1).json(Call.get(RoundPaths.ROUNDS + "/current"), RoundInfo.class));
    } catch (LensException e) {
      if (e.code().equals("no-round")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A round as a node sees it.
   *
   * @param node 1 or 2
   */
  public RoundInfo round(int node, long number) {
    return node(node).json(Call.get(RoundPaths.round(number)), RoundInfo.class);
  }

  /**
   * A round as both nodes see it. Node 2 hears of a round from node 1, so it is asked again for a
   * few seconds.
   *
   * @return node 1's view; fails with RESOURCES {@code nodes-disagree} if node 2 names another
   *     parent or other rules, or does not know the round
   */
  public RoundInfo agreedRound(long number) {
    for (int i = 1; ; i++) {
      RoundInfo first = round(1, number);
      String difference = difference(first, number);
      if (difference == null) {
        return first;
      }
      if (i == TRIES) {
        throw LensException.resources("nodes-disagree", difference, null);
      }
      Pauses.sleep(PAUSE);
    }
  }

  private @Nullable String difference(RoundInfo first, long number) {
    RoundInfo second;
    try {
      second = round(2, number);
    } catch (LensException e) {
      if (!e.code().equals("no-round")) {
        throw e;
      }
      return "node 2 does not know round " + number;
    }
    return first.parent().equals(second.parent()) && first.rules().equals(second.rules())
        ? null
        : "nodes 1 and 2 disagree on the model or the rules of round " + number;
  }

  /** The ordered class list, which nodes 1 and 2 must agree on. */
  public List<String> categories() {
    List<List<String>> both =
        atComputing((node, k) -> node.json(Call.get("/v1/info"), NodeInfo.class).categories());
    if (!both.getFirst().equals(both.getLast())) {
      throw LensException.resources(
          "nodes-disagree", "nodes 1 and 2 disagree on the categories", null);
    }
    return both.getFirst();
  }

  /**
   * Takes part in a round; joining twice is as joining once.
   *
   * @param pictures labelled pictures that will be trained on
   * @return fails with {@code round-closed} when it is too late
   */
  public RoundInfo join(long number, int pictures) {
    return node(1)
        .json(
            Call.post(RoundPaths.round(number) + "/join", new RoundJoin(pictures)).repeated(),
            RoundInfo.class);
  }

  /** Tells node 1 how far this owner is; also a sign of life. */
  public RoundInfo progress(long number, RoundProgress progress) {
    return node(1)
        .json(Call.put(RoundPaths.round(number) + "/progress", progress), RoundInfo.class);
  }

  /**
   * Brings an update to both nodes: 16 bytes to node 1, the correction to node 2 in chunks. When
   * this fails, calling it again with the same update sends what is missing; {@code round-closed}
   * means that the round went on without it.
   */
  public void upload(long number, SharedUpdate update, UploadProgress progress) {
    uploads.run(number, update, progress);
  }

  /**
   * Reports what was measured with the candidate; the last report counts.
   *
   * @param first for node 1
   * @param second for node 2, equal but for the share of the loss
   */
  public void report(long number, RoundReport first, RoundReport second) {
    atComputing(
        (node, k) -> {
          RoundReport report = k == 0 ? first : second;
          node.run(Call.post(RoundPaths.round(number) + "/report", report).repeated());
          return true;
        });
  }

  /**
   * Asks for a round.
   *
   * @param pictures labelled pictures that are new since this owner's last round
   * @return the round that was opened, or the one that runs
   */
  public RoundInfo request(int pictures) {
    return node(1)
        .json(
            Call.post(RoundPaths.ROUNDS + "/request", new RoundRequest(pictures)), RoundInfo.class);
  }

  /**
   * Leaves a node for good: pictures, features, shares and account go at once.
   *
   * @param node 1 or 2; an owner leaves both
   * @param removeInfluence whether past updates are to be taken out of the model, where that can be
   *     done
   */
  public LeaveAnswer leave(int node, boolean removeInfluence) {
    return node(node)
        .json(
            Call.post("/v1/owner/leave", new LeaveRequest(removeInfluence))
                .within(Duration.ofMinutes(5)),
            LeaveAnswer.class);
  }

  /**
   * A model by its hash, from node 1, downloaded once.
   *
   * @param mostBytes a larger file is refused with {@code answer-too-large}
   */
  public PublishedModel model(String sha256, long mostBytes) {
    return models.model(node(1), sha256, mostBytes);
  }

  private NodeConnection node(int number) {
    return nodes.get(number - 1);
  }

  private List<NodeConnection> computing() {
    return nodes.subList(0, 2);
  }

  private <T> List<T> atComputing(BiFunction<NodeConnection, Integer, T> call) {
    return Fanout.all(
        IntStream.range(0, 2)
            .<Callable<T>>mapToObj(k -> () -> call.apply(nodes.get(k), k))
            .toList());
  }

  @Override
  public void close() {
    nodes.forEach(NodeConnection::close);
  }
}
