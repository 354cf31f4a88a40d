package io.sharelens.client;

import io.sharelens.api.CategoryList;
import io.sharelens.api.IssuedToken;
import io.sharelens.api.JobInfo;
import io.sharelens.api.LeaveAnswer;
import io.sharelens.api.LeaveRequest;
import io.sharelens.api.ModelEntry;
import io.sharelens.api.ModelInfo;
import io.sharelens.api.ModelVersion;
import io.sharelens.api.NewPrincipal;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.NodeView;
import io.sharelens.api.PictureEntry;
import io.sharelens.api.PictureRetried;
import io.sharelens.api.PictureRetry;
import io.sharelens.api.PictureSummary;
import io.sharelens.api.PrincipalInfo;
import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeProposal;
import io.sharelens.api.SessionInfo;
import io.sharelens.api.StatusInfo;
import io.sharelens.api.StockInfo;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.query.Agreement;
import io.sharelens.client.query.ModelCache;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Paths;
import io.sharelens.client.transport.Pauses;
import io.sharelens.client.transport.Retries;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Administration of a deployment with an administrator's token for every node. Where the nodes
 * belong to several organisations, each uses the calls with a node number for its own. Thread-safe.
 */
public final class AdminClient implements AutoCloseable {
  /** Roles of accounts that node 3 has, too. */
  private static final Set<String> EVERYWHERE = Set.of("admin", "model-owner");

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String ROUND_SETTINGS = "/v1/admin/round-settings";
  private static final String SCHEME_CHANGES = "/v1/admin/scheme-changes";

  private final List<NodeConnection> nodes;
  private final ModelCache models;

  private AdminClient(Deployment deployment) {
    this.nodes = deployment.connect(Retries.standard());
    this.models = new ModelCache(deployment.cache().resolve("models"));
  }

  public static AdminClient open(Deployment deployment) {
    return new AdminClient(deployment);
  }

  /** What every node says of itself, whether they agree or not. */
  public List<NodeInfo> infos() {
    return atAll(n -> n.json(Call.get("/v1/info"), NodeInfo.class));
  }

  /** What the nodes say alike; fails with {@code nodes-disagree} where they do not. */
  public Agreement agreement() {
    return Agreement.read(nodes);
  }

  /** Sets the ordered class list at all nodes. */
  public void setCategories(List<String> categories) {
    atAll(
        n -> {
          n.run(Call.put("/v1/admin/categories", new CategoryList(categories)));
          return true;
        });
  }

  /**
   * Makes an account at all nodes; node 3 has no pictures and gets administrators and model owners
   * only.
   *
   * @return each node's token, by node number; shown this once
   */
  public Map<Integer, IssuedToken> createPrincipal(String name, String role) {
    return createPrincipal(new NewPrincipal(name, role));
  }

  /** As above, with a say in what the first token may do and for how long. */
  public Map<Integer, IssuedToken> createPrincipal(NewPrincipal wanted) {
    Map<Integer, IssuedToken> tokens = new TreeMap<>();
    for (NodeConnection node : EVERYWHERE.contains(wanted.role()) ? nodes : computing()) {
      tokens.put(
          node.node(), node.json(Call.post("/v1/admin/principals", wanted), IssuedToken.class));
    }
    return tokens;
  }

  /** Tokens and audit log of a node. */
  public AccessCalls access(int node) {
    return new AccessCalls(node(node));
  }

  /** Takes an account's access away at all nodes. */
  public void deletePrincipal(String name) {
    Call call = Call.delete("/v1/admin/principals/" + Paths.segment(name));
    atComputing(
        n -> {
          n.run(call);
          return true;
        });
    try {
      node(3).run(call);
    } catch (LensException e) {
      if (!e.code().equals("no-such-principal")) {
        throw e;
      }
    }
  }

  /**
   * Ends an owner's account and deletes all its pictures, at nodes 1 and 2.
   *
   * @param removeInfluence whether its updates are to be taken out of the model
   */
  public List<LeaveAnswer> removeOwner(String name, boolean removeInfluence) {
    String path = "/v1/admin/owners/" + Paths.segment(name) + "/leave";
    return atComputing(
        n -> n.json(Call.post(path, new LeaveRequest(removeInfluence)), LeaveAnswer.class));
  }

  /** Accounts at a node. */
  public List<PrincipalInfo> principals(int node) {
    return list(node, "/v1/admin/principals", PrincipalInfo[].class);
  }

  /** Lets a user find an owner's pictures. */
  public void grant(String user, String owner) {
    Call call = Call.put(grantPath(user, owner));
    atComputing(
        n -> {
          n.run(call);
          return true;
        });
  }

  /** Takes a grant back. */
  public void revoke(String user, String owner) {
    Call call = Call.delete(grantPath(user, owner));
    atComputing(
        n -> {
          n.run(call);
          return true;
        });
  }

  /**
   * Brings a model file to all nodes; each checks it and keeps it unpublished.
   *
   * @return SHA-256 of the file, its id
   */
  public String stageModel(Path file) {
    List<String> staged = atAll(n -> ModelCalls.stage(n, file));
    String sha256 = staged.getFirst();
    if (!staged.stream().allMatch(sha256::equals)) {
      throw LensException.protocol("bad-answer", "the nodes read different models from one file");
    }
    return sha256;
  }

  /** Publishes a staged model: at all nodes or at none. */
  public void publishModel(String sha256) {
    ModelCalls.publish(nodes.getFirst(), sha256);
  }

  /** A model's file, verified, without weights if it is a manifest. */
  public PublishedModel model(String sha256) {
    return PublishedModel.read(models.file(nodes.getFirst(), sha256));
  }

  /** Models at a node. */
  public List<ModelEntry> models(int node) {
    return list(node, "/v1/models", ModelEntry[].class);
  }

  /** Versions of the model as a node knows them, newest first. */
  public List<ModelVersion> versions(int node) {
    return list(node, "/v1/versions", ModelVersion[].class);
  }

  /** Publishes an earlier version's model once more, as a new version. */
  public ModelInfo rollBack(int version) {
    return nodes
        .getFirst()
        .json(
            Call.bytes(
                    "POST",
                    "/v1/admin/models/versions/" + version + "/restore",
                    BodyPublishers.noBody())
                .within(LONG),
            ModelInfo.class);
  }

  /** Writes a model's file, verified; a reader never sees half of it. */
  public void exportModel(String sha256, Path target) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.copy(models.file(nodes.getFirst(), sha256), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LensException.resources("no-disk", target + " cannot be written: " + e, e);
    }
  }

  /** Where the pictures of a node stand. */
  public StatusInfo status(int node) {
    return node(node).json(Call.get("/v1/status"), StatusInfo.class);
  }

  /**
   * Waits until every picture that is at both nodes is searchable or has failed, in an epoch that
   * all nodes have.
   *
   * @param progress called with every look
   * @return the last look; fails with {@code not-ready-in-time} when the time is over
   */
  public StatusInfo awaitIndexed(int pictures, Duration atMost, Consumer<StatusInfo> progress) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      StatusInfo status = status(1);
      progress.accept(status);
      boolean idle = status.pending() == 0 && status.extracting() == 0;
      if (idle && status.indexed() + status.failed() >= pictures && committed(status)) {
        return status;
      }
      if (System.nanoTime() > end) {
        throw LensException.resources(
            "not-ready-in-time",
            "%d of %d pictures are indexed after %d seconds"
                .formatted(status.indexed(), pictures, atMost.toSeconds()),
            null);
      }
      Pauses.sleep(Duration.ofMillis(500));
    }
  }

  private boolean committed(StatusInfo status) {
    return status.epoch().pictures() >= status.indexed()
        && infos().stream().allMatch(i -> i.epoch().digest().equals(status.epoch().digest()));
  }

  /** All three nodes as one of them sees them. */
  public List<NodeView> nodes(int node) {
    return list(node, "/v1/admin/nodes", NodeView[].class);
  }

  /** Pictures at node 1 or 2 by owner and state. */
  public PictureSummary pictureSummary(int node) {
    return node(node).json(Call.get("/v1/admin/pictures/summary"), PictureSummary.class);
  }

  /**
   * Pictures at node 1 or 2, newest first.
   *
   * @param owner null for any
   * @param state null for any
   */
  public List<PictureEntry> pictures(
      int node, @Nullable String owner, @Nullable String state, int most) {
    return list(
        node,
        "/v1/admin/pictures?limit=" + most + filter("owner", owner) + filter("state", state),
        PictureEntry[].class);
  }

  /**
   * Puts failed pictures back to be extracted.
   *
   * @param owner empty for any
   * @param pictures empty for all
   */
  public PictureRetried retryPictures(String owner, List<String> pictures) {
    return node(1)
        .json(
            Call.post("/v1/admin/pictures/retry", new PictureRetry(owner, pictures)),
            PictureRetried.class);
  }

  /** Tries the work of a failed extraction again now. */
  public JobInfo retryJob(int node, String id) {
    return node(node)
        .json(
            Call.bytes(
                "POST", "/v1/admin/jobs/" + Paths.segment(id) + "/retry", BodyPublishers.noBody()),
            JobInfo.class);
  }

  /** Jobs of a node, newest first. */
  public List<JobInfo> jobs(int node) {
    return list(node, "/v1/admin/jobs", JobInfo[].class);
  }

  /**
   * Sessions of a node with their meters and opening ledgers, newest first.
   *
   * @param most how many at most
   */
  public List<SessionInfo> sessions(int node, int most) {
    return sessions(node, null, null, most);
  }

  /** As above, only those of a kind or in a state; null for any. */
  public List<SessionInfo> sessions(
      int node, @Nullable String kind, @Nullable String state, int most) {
    return list(
        node,
        "/v1/admin/sessions?limit=" + most + filter("kind", kind) + filter("state", state),
        SessionInfo[].class);
  }

  /** Dealer material that a node keeps for searches. */
  public StockInfo stock(int node) {
    return node(node).json(Call.get("/v1/admin/stock"), StockInfo.class);
  }

  /** Removes the dealer material that a node keeps. */
  public void clearStock(int node) {
    node(node).run(Call.delete("/v1/admin/stock"));
  }

  /**
   * Training rounds as a node sees them, newest first.
   *
   * @param most how many at most
   */
  public List<RoundInfo> rounds(int node, int most) {
    return list(node, "/v1/admin/rounds?limit=" + most, RoundInfo[].class);
  }

  /** Opens a training round; fails with {@code round-running} if there is one. */
  public RoundInfo startRound() {
    return node(1).json(Call.post("/v1/admin/rounds", new RoundRequest(0)), RoundInfo.class);
  }

  /** Schedule and times of training rounds. */
  public RoundSettingsInfo roundSettings() {
    return node(1).json(Call.get(ROUND_SETTINGS), RoundSettingsInfo.class);
  }

  /** Replaces the configuration file's schedule and times of training rounds. */
  public RoundSettingsInfo setRoundSettings(RoundSettings settings) {
    return node(1).json(Call.put(ROUND_SETTINGS, settings), RoundSettingsInfo.class);
  }

  /** Training rounds go by the configuration file again. */
  public RoundSettingsInfo resetRoundSettings() {
    return node(1).json(Call.delete(ROUND_SETTINGS), RoundSettingsInfo.class);
  }

  /** Ends a training round that runs; it counts as failed. */
  public RoundInfo cancelRound(long number) {
    return node(1).json(Call.delete("/v1/admin/rounds/" + number), RoundInfo.class);
  }

  /** Changes of scheme as a node sees them, newest first. */
  public List<SchemeChange> schemeChanges(int node) {
    return list(node, SCHEME_CHANGES, SchemeChange[].class);
  }

  /**
   * Proposes another scheme to all nodes.
   *
   * @param model SHA-256 of a staged or published model; null for the newest published one that
   *     fits
   */
  public SchemeChange proposeScheme(String scheme, @Nullable String model) {
    return node(1)
        .json(
            Call.post(SCHEME_CHANGES, new SchemeProposal(scheme, model == null ? "" : model))
                .within(LONG),
            SchemeChange.class);
  }

  /** Agrees to a change of scheme for a node. */
  public SchemeChange approveScheme(int node, String id) {
    return node(node)
        .json(
            Call.bytes(
                "POST",
                SCHEME_CHANGES + "/" + Paths.segment(id) + "/approve",
                BodyPublishers.noBody()),
            SchemeChange.class);
  }

  /** Withdraws a change of scheme at node 1, or rejects it at another node. */
  public SchemeChange cancelScheme(int node, String id) {
    return node(node)
        .json(Call.delete(SCHEME_CHANGES + "/" + Paths.segment(id)), SchemeChange.class);
  }

  /** What an administrator asks a node before choosing a scheme. */
  public ChoiceCalls choices(int node) {
    return new ChoiceCalls(node(node));
  }

  private static String filter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + Paths.segment(value);
  }

  private <T> List<T> list(int node, String path, Class<T[]> type) {
    return List.of(node(node).json(Call.get(path), type));
  }

  private NodeConnection node(int number) {
    return nodes.get(number - 1);
  }

  private List<NodeConnection> computing() {
    return nodes.subList(0, 2);
  }

  private <T> List<T> atAll(Function<NodeConnection, T> call) {
    return at(nodes, call);
  }

  private <T> List<T> atComputing(Function<NodeConnection, T> call) {
    return at(computing(), call);
  }

  private static <T> List<T> at(List<NodeConnection> where, Function<NodeConnection, T> call) {
    List<Callable<T>> tasks = new ArrayList<>();
    for (NodeConnection node : where) {
      tasks.add(() -> call.apply(node));
    }
    return Fanout.all(tasks);
  }

  private static String grantPath(String user, String owner) {
    return "/v1/admin/grants/" + Paths.segment(user) + "/" + Paths.segment(owner);
  }

  @Override
  public void close() {
    nodes.forEach(NodeConnection::close);
  }
}
