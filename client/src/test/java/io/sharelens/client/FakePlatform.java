package io.sharelens.client;

import io.sharelens.api.EpochInfo;
import io.sharelens.api.ModelInfo;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.NodeLimits;
import io.sharelens.api.PluginInfo;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeNode.Request;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.transport.BearerToken;
import io.sharelens.client.transport.NodeAddress;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.Layer.Reduction;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Three fake nodes that agree on a small model; a test adds what they do beyond that. */
public final class FakePlatform implements AutoCloseable {
  /** What a node answers beside info and model; null for 404. */
  public interface Rest {
    Answer answer(int node, Request request) throws Exception;
  }

  private static final TestCertificates CERTIFICATES = new TestCertificates();

  private final Path folder;
  private final PublishedModel model;
  private final byte[] modelFile;
  private final List<FakeNode> nodes = new ArrayList<>();
  private volatile NodeInfo[] infos;
  private volatile Rest rest = (node, request) -> null;

  public FakePlatform(Path folder) throws IOException {
    this.folder = folder;
    this.model = smallModel();
    Path file = folder.resolve("published.safetensors");
    model.write(file);
    this.modelFile = Files.readAllBytes(file);
    infos = new NodeInfo[] {info(1, 1, "d1"), info(2, 1, "d1"), info(3, 1, "d1")};
    for (int node = 1; node <= 3; node++) {
      int number = node;
      nodes.add(new FakeNode(CERTIFICATES, r -> answer(number, r)));
    }
  }

  private static PublishedModel smallModel() {
    LayerGraph graph =
        new LayerGraph(
            "small",
            new Preprocessing(8, 1, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25)),
            List.of(
                new GraphNode("conv", new Layer.Conv2d(3, 4, 3, 1, 1), List.of(LayerGraph.INPUT)),
                new GraphNode("relu", new Layer.Relu(), List.of("conv")),
                new GraphNode("feature", new Layer.GlobalPool(Reduction.MEAN), List.of("relu")),
                new GraphNode("head", new Layer.Linear(4, 2), List.of("feature"))),
            "feature",
            "head");
    SplittableRandom random = new SplittableRandom(2);
    Map<String, FloatTensor> weights = WeightInit.he(graph, random);
    return PublishedModel.of(
        graph,
        weights,
        List.of("a", "b"),
        Calibration.plan(graph, weights, Calibration.drawnInputs(graph.preprocessing(), 8, random)),
        null,
        TrainingRecord.untrained());
  }

  public NodeInfo info(int node, long epoch, String digest) {
    return new NodeInfo(
        node,
        "node" + node,
        "0.1.0",
        1,
        "flsir",
        "s1",
        2,
        List.of(new PluginInfo("cmp-threemul", "0.1.0", "p1")),
        new ModelInfo(0, model.sha256()),
        new EpochInfo(epoch, digest, 5, epoch == 0 ? "" : model.sha256()),
        new NodeLimits(20, 1 << 20, 1000),
        List.of("a", "b"),
        List.of());
  }

  /** Changes what one node says of itself. */
  public void say(NodeInfo info) {
    infos[info.node() - 1] = info;
  }

  public void behave(Rest other) {
    rest = other;
  }

  public PublishedModel model() {
    return model;
  }

  public FakeNode node(int number) {
    return nodes.get(number - 1);
  }

  /** A deployment of the nodes; models are cached in the test's folder. */
  public Deployment deployment() throws IOException {
    List<NodeAddress> addresses = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      addresses.add(new NodeAddress(i, node(i).url(), new BearerToken("token" + i)));
    }
    return new Deployment(
        addresses,
        CERTIFICATES.write(folder.resolve("ca.pem")),
        Duration.ofSeconds(10),
        folder.resolve("cache"),
        PictureLimits.standard());
  }

  private Answer answer(int node, Request request) throws Exception {
    if (request.path().equals("/v1/info")) {
      return Answer.json(infos[node - 1]);
    }
    if (request.path().equals("/v1/models/" + model.sha256())) {
      return Answer.bytes("application/octet-stream", modelFile);
    }
    Answer answer = rest.answer(node, request);
    return answer == null ? Answer.problem(404, "not-found", "nothing here") : answer;
  }

  @Override
  public void close() {
    nodes.forEach(FakeNode::close);
  }
}
