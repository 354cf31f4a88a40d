package io.sharelens.cli.evaluate;

import io.sharelens.api.SessionInfo;
import io.sharelens.api.StatusInfo;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.AdminClient;
import io.sharelens.client.ModelOwnerClient;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.SearchClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.Pauses;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.split.ModelSplitter;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures outsourced by owners, features extracted under MPC, and leave-one-out queries, on a
 * running deployment, with the same done in plaintext beside it.
 */
public final class Experiment implements AutoCloseable {
  private static final int ALL_SESSIONS = 1000;
  private static final Duration EXTRACTION = Duration.ofHours(2);

  private static final String PREFIX = "picture-";

  /** Uploads at a time: a node writes each to disk before it answers. */
  private static final int UPLOADS = 4;

  private final LabelledPictures pictures;
  private final Progress progress;
  private final AdminClient admin;
  private final List<OwnerClient> owners = new ArrayList<>();
  private final List<Path> ownerYamls = new ArrayList<>();
  private final Path userYaml;
  private final @Nullable PublishedModel manifest;

  /**
   * Publishes the model and makes the accounts.
   *
   * @param split whether the nodes get shares of the weights alone
   */
  public Experiment(
      LocalDeployment deployment,
      Path modelFile,
      boolean split,
      LabelledPictures pictures,
      int owners,
      Progress progress) {
    this.pictures = pictures;
    this.progress = progress;
    this.admin = deployment.admin();
    admin.setCategories(PublishedModel.read(modelFile).categories());
    if (split) {
      manifest = publishSplit(deployment, modelFile);
    } else {
      manifest = null;
      admin.publishModel(admin.stageModel(modelFile));
    }
    userYaml = deployment.account(admin, "user", "user");
    for (int i = 1; i <= owners; i++) {
      String name = "owner-" + i;
      Path yaml = deployment.account(admin, name, "owner");
      ownerYamls.add(yaml);
      this.owners.add(
          OwnerClient.open(Deployment.read(yaml), deployment.folder().resolve(name + "-state")));
      admin.grant("user", name);
    }
    progress.stage("model published at all nodes, " + owners + " owners and a user admitted");
  }

  /** As a model's owner does, with an account of that role. */
  private PublishedModel publishSplit(LocalDeployment deployment, Path modelFile) {
    Path folder = deployment.folder().resolve("split");
    PublishedModel split =
        ModelSplitter.split(PublishedModel.read(modelFile), folder, new SecureRandom());
    Path yaml = deployment.account(admin, "model-owner", "model-owner");
    try (ModelOwnerClient owner = ModelOwnerClient.open(Deployment.read(yaml))) {
      owner.publish(folder, (node, what) -> {});
    }
    return split;
  }

  public Path userYaml() {
    return userYaml;
  }

  /** Deployment files of the owners. */
  public List<Path> ownerYamls() {
    return List.copyOf(ownerYamls);
  }

  private OwnerClient owner(int picture) {
    return owners.get(picture % owners.size());
  }

  /** Says nothing of the content: the place in the experiment's own list. */
  static String id(int picture) {
    return PREFIX + picture;
  }

  /**
   * Every owner brings its pictures to both nodes; then waits until all are searchable.
   *
   * @param model that is published
   * @return seconds of both
   */
  public Evaluation.Intake outsource(PublishedModel model) {
    progress.stage("owners outsource " + pictures.size() + " pictures as shares");
    long start = System.nanoTime();
    AtomicInteger done = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(UPLOADS)) {
      List<Future<?>> uploads = new ArrayList<>();
      for (int i = 0; i < pictures.size(); i++) {
        int picture = i;
        uploads.add(threads.submit(() -> upload(picture, model, done)));
      }
      uploads.forEach(Fanout::result);
    }
    double uploaded = (System.nanoTime() - start) / 1e9;
    progress.stage("the nodes extract features on shares");
    StatusInfo status =
        admin.awaitIndexed(
            pictures.size(),
            EXTRACTION,
            s -> progress.step("extracted", s.indexed(), pictures.size()));
    if (status.indexed() < pictures.size()) {
      throw LensException.resources(
          "extraction-failed",
          status.failed() + " pictures failed; see the jobs at the nodes",
          null);
    }
    return new Evaluation.Intake(uploaded, (System.nanoTime() - start) / 1e9);
  }

  /**
   * Waits until searches use a published model: until the features of all pictures under it are
   * there.
   *
   * @return seconds that it took
   */
  public double awaitSwitch(PublishedModel model) {
    progress.stage("the nodes extract all features again; searches use the old model meanwhile");
    long start = System.nanoTime();
    while (!admin.infos().stream().allMatch(i -> i.epoch().model().equals(model.sha256()))) {
      double seconds = (System.nanoTime() - start) / 1e9;
      StatusInfo status = admin.status(1);
      if (status.failed() > 0 || seconds > EXTRACTION.toSeconds()) {
        throw LensException.resources(
            "extraction-failed",
            "searches still use the model before, %d pictures failed; see the jobs at the nodes"
                .formatted(status.failed()),
            null);
      }
      StatusInfo.ModelSwitch under = status.switching();
      if (under != null) {
        progress.step("extracted again", under.done(), under.total());
      }
      Pauses.sleep(Duration.ofMillis(250));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void upload(int picture, PublishedModel model, AtomicInteger done) {
    PublishedModel published = manifest == null ? model : manifest;
    owner(picture).outsource(id(picture), pictures.files().get(picture), published);
    synchronized (progress) {
      progress.step("outsourced", done.incrementAndGet(), pictures.size());
    }
  }

  /** Feature of a picture as the nodes computed it, put together by its owner. */
  float[] feature(int picture) {
    return owner(picture).feature(id(picture)).values();
  }

  /** Compares every owner's own features with the float model's. */
  public Evaluation.FeatureError featureError(float[][] plaintext) {
    double max = 0;
    double sum = 0;
    double size = 0;
    long n = 0;
    for (int i = 0; i < plaintext.length; i++) {
      float[] secure = feature(i);
      for (int j = 0; j < secure.length; j++) {
        double error = Math.abs(secure[j] - plaintext[i][j]);
        max = Math.max(max, error);
        sum += error;
        size += Math.abs(plaintext[i][j]);
        n++;
      }
    }
    return new Evaluation.FeatureError(max, sum / n, size / n);
  }

  /**
   * What extraction cost, from the nodes' own records of its sessions. Three servers' records do
   * not tell what of it was offline: all of it counts as online.
   */
  public Evaluation.ExtractCost extractCost() {
    boolean dealer = admin.infos().getFirst().parties() == 2;
    double seconds = 0;
    long online = 0;
    long offline = 0;
    long rounds = 0;
    int sessions = 0;
    for (SessionInfo s : admin.sessions(1, ALL_SESSIONS)) {
      if (s.kind().equals("extract") && s.state().equals("DONE") && s.ended() != null) {
        seconds +=
            Duration.between(Instant.parse(s.started()), Instant.parse(s.ended())).toMillis()
                / 1000.0;
        online += bytes(s, 2);
        online += dealer ? 0 : bytes(s, 3);
        offline += dealer ? bytes(s, 3) : 0;
        rounds += rounds(s, dealer);
        sessions++;
      }
    }
    for (SessionInfo s : admin.sessions(2, ALL_SESSIONS)) {
      if (s.kind().equals("extract") && s.state().equals("DONE")) {
        online += dealer ? 0 : bytes(s, 3);
        offline += dealer ? bytes(s, 3) : 0;
      }
    }
    double n = pictures.size();
    return new Evaluation.ExtractCost(
        seconds / n,
        online / n,
        offline / n,
        sessions == 0 ? 0 : (double) rounds / sessions,
        sessions == 0 ? 0 : n / sessions);
  }

  private static long bytes(SessionInfo s, int peer) {
    return s.meters().stream()
        .filter(m -> m.peer() == peer)
        .mapToLong(m -> m.sentBytes() + m.receivedBytes())
        .sum();
  }

  private static long rounds(SessionInfo s, boolean dealer) {
    return s.meters().stream()
        .filter(m -> m.peer() == 2 || !dealer)
        .mapToLong(SessionInfo.LinkMeter::rounds)
        .sum();
  }

  /**
   * Rankings that the nodes gave, without the query itself, and what they cost.
   *
   * @param stocked whether each search waits for dealer material before its clock starts
   */
  public Searched search(int[] queries, int depth, boolean stocked) {
    progress.stage("the user searches " + queries.length + " times");
    List<List<Integer>> rankings = new ArrayList<>();
    QueryCosts costs = new QueryCosts();
    int k = Math.min(depth + 1, pictures.size());
    try (SearchClient client = SearchClient.open(Deployment.read(userYaml))) {
      client.search(pictures.files().get(queries[0]), k).close(); // fetches the model
      for (int i = 0; i < queries.length; i++) {
        if (stocked) {
          StockWait.forOneSearch(admin, progress);
        }
        long start = System.nanoTime();
        try (SearchOutcome found = client.search(pictures.files().get(queries[i]), k)) {
          found.pictures().forEach(FoundPicture::content);
          costs.add(found, (System.nanoTime() - start) / 1e9);
          rankings.add(ranking(found, queries[i], depth));
        }
        progress.step("searched", i + 1, queries.length);
      }
    }
    return new Searched(rankings, costs.means());
  }

  private static List<Integer> ranking(SearchOutcome found, int query, int depth) {
    return found.pictures().stream()
        .map(p -> Integer.parseInt(p.id().substring(PREFIX.length())))
        .filter(item -> item != query)
        .limit(depth)
        .toList();
  }

  /**
   * @param rankings items, nearest first, one list for each query
   * @param cost means over the queries
   */
  public record Searched(List<List<Integer>> rankings, Evaluation.QueryCost cost) {}

  /** Evenly spread query numbers. */
  public static int[] queries(int items, int wanted) {
    int n = Math.min(items, wanted);
    return IntStream.range(0, n).map(i -> (int) ((long) i * items / n)).toArray();
  }

  /** Writes the contact sheet of one query into {@code folder}. */
  public Path contactSheet(int query, int k, Path folder) {
    Path file = pictures.files().get(query);
    try (SearchClient client = SearchClient.open(Deployment.read(userYaml));
        SearchOutcome found = client.search(file, k)) {
      Files.createDirectories(folder);
      return io.sharelens.client.report.ContactSheet.write(folder, Files.readAllBytes(file), found);
    } catch (java.io.IOException e) {
      throw LensException.resources("no-disk", "the contact sheet cannot be written: " + e, e);
    }
  }

  @Override
  public void close() {
    owners.forEach(OwnerClient::close);
    admin.close();
  }
}
