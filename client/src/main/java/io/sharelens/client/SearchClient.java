package io.sharelens.client;

import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.client.picture.RgbPicture;
import io.sharelens.client.query.Agreement;
import io.sharelens.client.query.ModelCache;
import io.sharelens.client.query.NodeAnswer;
import io.sharelens.client.query.QueryClient;
import io.sharelens.client.reconstruct.SearchOutcome;
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
    RgbPicture decoded = reader.decode(name, picture);
    for (int i = 1; ; i++) {
      try {
        return search(agreement(), decoded, k);
      } catch (LensException e) {
        // A new epoch was committed between the agreement and the search.
        if (!e.code().equals("epoch-differs") || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private SearchOutcome search(Agreement agreed, RgbPicture picture, int k) {
    if (k > agreed.maxK()) {
      throw LensException.user("bad-k", "k is " + k + "; the nodes allow at most " + agreed.maxK());
    }
    PublishedModel current = model(agreed.model().sha256());
    float[] tensor = new Preprocessor(current.graph().preprocessing()).tensor(picture);
    int[] words = new InputCodec(current.plan()).encode(tensor);
    return ask(agreed, words, k);
  }

  private SearchOutcome ask(Agreement agreed, int[] words, int k) {
    Path folder = temporary();
    boolean kept = false;
    try {
      List<NodeAnswer> answers = queries.ask(agreed, words, k, deployment.deadline(), folder);
      SearchOutcome outcome = SearchOutcome.of(answers.getFirst(), answers.getLast(), folder);
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
