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
   * Searches.
   *
   * @param agreed what the nodes said just before
   * @param words the query in fixed point
   * @param folder takes the answers
   * @return answers of nodes 1 and 2
   */
  public List<NodeAnswer> ask(
      Agreement agreed, int[] words, int k, Duration deadline, Path folder) {
    Seed seed = Seed.fresh(random);
    List<byte[]> shares =
        List.of(seed.bytes(), TensorSharer.bytes(TensorSharer.correction(seed, words)));
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
