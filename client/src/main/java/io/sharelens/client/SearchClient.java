package io.sharelens.client;

import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.client.picture.RgbPicture;
import io.sharelens.client.query.Agreement;
import io.sharelens.client.query.Laps;
import io.sharelens.client.query.ModelCache;
import io.sharelens.client.query.NodeAnswer;
import io.sharelens.client.query.QueryClient;
import io.sharelens.client.query.SearchTimes;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Retries;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Searches by picture. The picture never leaves this machine; each computing node gets one share of
 * its tensor. Thread-safe.
 */
public final class SearchClient implements AutoCloseable {
  private static final int TRIES = 3;

  private final Deployment deployment;
  private final List<NodeConnection> nodes;
  private final PictureReader reader;
  private final ModelCache models;
  private final QueryClient queries;
  private volatile @Nullable PublishedModel model;

  private SearchClient(Deployment deployment) {
    this.deployment = deployment;
    this.nodes = deployment.connect(Retries.standard());
    this.reader = new PictureReader(deployment.limits());
    this.models = new ModelCache(deployment.cache().resolve("models"));
    this.queries = new QueryClient(nodes, new SecureRandom());
  }

  /** A client of a deployment; connects when first used. */
  public static SearchClient open(Deployment deployment) {
    return new SearchClient(deployment);
  }

  /** What the nodes say alike; fails with {@code nodes-disagree} where they do not. */
  public Agreement agreement() {
    return Agreement.read(nodes);
  }

  /**
   * Finds the {@code k} pictures nearest to a picture file.
   *
   * @return to be closed
   */
  public SearchOutcome search(Path picture, int k) {
    return search(picture.toString(), reader.bytes(picture), k);
  }

  /**
   * Finds the {@code k} pictures nearest to a picture.
   *
   * @param name what to call it in errors
   * @param picture the file's bytes
   * @return to be closed; fewer than {@code k} where fewer are granted
   */
  public SearchOutcome search(String name, byte[] picture, int k) {
    if (k < 1) {
      throw LensException.user("bad-k", "k must be at least 1, not " + k);
    }
    Laps laps = new Laps();
    FutureTask<Agreement> asked = new FutureTask<>(this::agreement);
    Thread.ofVirtual().start(asked);
    RgbPicture decoded = reader.decode(name, picture);
    double decoding = laps.lap();
    Agreement agreed = Fanout.result(asked);
    double agreeing = laps.lap();
    for (int i = 1; ; i++) {
      try {
        return search(agreed, decoded, k, decoding, agreeing);
      } catch (LensException e) {
        // A new epoch was committed between the agreement and the search.
        if (!e.code().equals("epoch-differs") || i == TRIES) {
          throw e;
        }
      }
      laps.lap();
      agreed = agreement();
      agreeing += laps.lap();
    }
  }

  private SearchOutcome search(
      Agreement agreed, RgbPicture picture, int k, double decoding, double agreeing) {
    Laps laps = new Laps();
    if (k > agreed.maxK()) {
      throw LensException.user("bad-k", "k is " + k + "; the nodes allow at most " + agreed.maxK());
    }
    PublishedModel current = model(agreed.searchModel());
    float[] tensor = new Preprocessor(current.graph().preprocessing()).tensor(picture);
    int[] words = new InputCodec(current.plan()).encode(tensor);
    double preparing = laps.lap();
    QueryClient.Shares shares = queries.split(words);
    double sharing = laps.lap();
    return ask(agreed, shares, k, new SearchTimes(decoding + preparing, agreeing, sharing, 0, 0));
  }

  private SearchOutcome ask(Agreement agreed, QueryClient.Shares shares, int k, SearchTimes here) {
    Laps laps = new Laps();
    Path folder = temporary();
    boolean kept = false;
    try {
      List<NodeAnswer> answers = queries.ask(agreed, shares, k, deployment.deadline(), folder);
      double asking = laps.lap();
      double session =
          answers.stream().mapToDouble(a -> a.result().cost().seconds()).max().orElse(0);
      SearchTimes times = here.plus(new SearchTimes(0, 0, 0, session, asking - session));
      SearchOutcome outcome =
          SearchOutcome.of(answers.getFirst(), answers.getLast(), times, folder);
      kept = true;
      return outcome;
    } finally {
      if (!kept) {
        SearchOutcome.discard(folder);
      }
    }
  }

  private PublishedModel model(String sha256) {
    PublishedModel known = model;
    if (known == null || !known.sha256().equals(sha256)) {
      known = models.model(nodes.getFirst(), sha256);
      model = known;
    }
    return known;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("sharelens-search");
    } catch (IOException e) {
      throw LensException.resources("no-disk", "no temporary folder: " + e, e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(NodeConnection::close);
  }
}
