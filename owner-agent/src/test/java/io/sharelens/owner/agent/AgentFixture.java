package io.sharelens.owner.agent;

import io.sharelens.api.NodeInfo;
import io.sharelens.client.FakeIntake;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakePlatform;
import io.sharelens.client.FakeRounds;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.owner.photos.PictureGenerator;
import io.sharelens.owner.round.TrainingLimits;
import io.sharelens.owner.train.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Fake nodes that take pictures and hold rounds, a folder of pictures, an agent's configuration.
 */
public final class AgentFixture implements AutoCloseable {
  public final FakePlatform platform;
  public final FakeIntake intake = new FakeIntake();
  public final FakeRounds rounds;
  public final PublishedModel parent = TinyModels.model(2, 1);
  public final PublishedModel candidate = TinyModels.model(2, 2);
  public final Path pictures;
  public final Path state;
  private final Path deployment;

  public AgentFixture(Path folder) throws IOException {
    platform = new FakePlatform(folder);
    rounds = new FakeRounds(parent.sha256());
    rounds.none();
    pictures = new PictureGenerator(20, 20, 5).write(folder.resolve("pictures"), 2, 5);
    state = folder.resolve("state");
    Map<String, byte[]> models =
        Map.of(
            parent.sha256(), bytes(folder, parent), candidate.sha256(), bytes(folder, candidate));
    for (int node = 1; node <= 3; node++) {
      platform.say(info(platform.info(node, 1, "d1"), parent.categories()));
    }
    platform.behave(
        (node, request) -> {
          byte[] model = models.get(request.path().replace("/v1/models/", ""));
          if (model != null) {
            return Answer.bytes("application/octet-stream", model);
          }
          return request.path().startsWith("/v1/pictures")
              ? intake.answer(node, request)
              : rounds.answer(node, request);
        });
    Deployment d = platform.deployment(); // writes the authority's certificate
    StringBuilder yaml = new StringBuilder("ca: ca.pem\ncache: cache\nnodes:\n");
    for (int node = 1; node <= 3; node++) {
      yaml.append(
          "  - {node: %d, url: \"%s\", token: \"token\"}%n"
              .formatted(node, d.nodes().get(node - 1).url()));
    }
    deployment = Files.writeString(folder.resolve("deployment.yaml"), yaml);
  }

  private static NodeInfo info(NodeInfo i, List<String> categories) {
    return new NodeInfo(
        i.node(),
        i.name(),
        i.version(),
        i.protocol(),
        i.scheme(),
        i.schemeDigest(),
        i.parties(),
        i.plugins(),
        i.model(),
        i.epoch(),
        i.limits(),
        categories,
        i.leakage());
  }

  private static byte[] bytes(Path folder, PublishedModel model) throws IOException {
    Path file = folder.resolve(model.sha256());
    model.write(file);
    return Files.readAllBytes(file);
  }

  public AgentConfig config() {
    return config(10, 0);
  }

  public AgentConfig config(int roundsADay, int requestAfter) {
    return new AgentConfig(
        deployment,
        pictures,
        state,
        new AgentConfig.Training(new TrainingLimits(1, 8, 100, 0, 3, 1 << 20), 1, false, false),
        new AgentConfig.Policy(roundsADay, 100, false, List.of(), requestAfter),
        new AgentConfig.Watch(
            Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(100), true, 20),
        new AgentConfig.Page("127.0.0.1", 0));
  }

  Deployment deployment() {
    return Deployment.read(deployment);
  }

  @Override
  public void close() {
    platform.close();
  }
}
