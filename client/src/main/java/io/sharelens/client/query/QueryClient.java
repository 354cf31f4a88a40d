package io.sharelens.client.query;

import io.sharelens.api.SearchResult;
import io.sharelens.client.split.TensorSharer;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.mpc.random.Seed;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Sends a query tensor as shares: one request to each computing node, in parallel, under one search
 * id. Node 1 gets a fresh seed, node 2 the correction.
 */
public final class QueryClient {
  private final List<NodeConnection> nodes;
  private final SecureRandom random;

  /**
   * @param nodes nodes 1, 2 and 3
   */
  public QueryClient(List<NodeConnection> nodes, SecureRandom random) {
    this.nodes = List.copyOf(nodes);
    this.random = random;
  }

  /**
   * Both shares of a query, in the form in which they travel.
   *
   * @param first node 1's: a fresh seed
   * @param second node 2's: the correction
   */
  public record Shares(byte[] first, byte[] second) {}

  /** Splits a query tensor, in fixed point. */
  public Shares split(int[] words) {
    Seed seed = Seed.fresh(random);
    return new Shares(seed.bytes(), TensorSharer.bytes(TensorSharer.correction(seed, words)));
  }

  /**
   * Searches.
   *
   * @param agreed what the nodes said just before
   * @param query of {@link #split}; never used again
   * @param folder takes the answers
   * @return answers of nodes 1 and 2
   */
  public List<NodeAnswer> ask(
      Agreement agreed, Shares query, int k, Duration deadline, Path folder) {
    List<byte[]> shares = List.of(query.first(), query.second());
    String path =
        "/v1/searches?searchId=%s&k=%d&epoch=%d&epochDigest=%s"
            .formatted(
                UUID.randomUUID(),
                k,
                agreed.common().epoch().number(),
                agreed.common().epoch().digest());
    List<Callable<NodeAnswer>> calls = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      NodeConnection node = nodes.get(i);
      byte[] share = shares.get(i);
      calls.add(() -> ask(node, path, share, deadline, folder));
    }
    return Fanout.all(calls);
  }

  private static NodeAnswer ask(
      NodeConnection node, String path, byte[] share, Duration deadline, Path folder) {
    Path file = folder.resolve("node" + node.node() + ".answer");
    Call call =
        Call.bytes("POST", path, BodyPublishers.ofByteArray(share))
            .with("Accept", SearchResult.MEDIA_TYPE + ", application/problem+json")
            .within(deadline);
    node.download(call, file);
    return NodeAnswer.read(node.label(), file);
  }
}
