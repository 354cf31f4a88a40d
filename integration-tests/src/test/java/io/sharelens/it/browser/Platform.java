package io.sharelens.it.browser;

import io.sharelens.api.IssuedToken;
import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.cli.output.Progress;
import io.sharelens.client.AdminClient;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.it.Distribution;
import io.sharelens.owner.photos.PictureGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Three node processes with pages, one owner's pictures, and a user who may find them. */
final class Platform implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Its owners train with two of them. */
  static final String SCHEME =
      """
      name: pages
      parties: 2
      backbone: {plugin: model-vgg11}
      comparison: {plugin: cmp-lut}
      aggregator:
        plugin: fl-aggregator
        options: {min-owners: "2", local-epochs: "1", batch: "4", rate: "0.05"}
      index: {plugin: index-flat, options: {normalisation: l2}}
      ranking: {plugin: oblivious-topk}
      """;

  private final LocalDeployment nodes;
  private final AdminClient admin;
  private final List<Path> pictures;
  private final Map<Integer, IssuedToken> user;

  private Platform(
      LocalDeployment nodes,
      AdminClient admin,
      List<Path> pictures,
      Map<Integer, IssuedToken> user) {
    this.nodes = nodes;
    this.admin = admin;
    this.pictures = pictures;
    this.user = user;
  }

  /**
   * Starts it; returns when all pictures can be found.
   *
   * @param many pictures of the owner
   * @param model makes the model to publish
   */
  static Platform start(Path folder, int many, ModelSource model)
      throws IOException, InterruptedException {
    var distribution = new io.sharelens.cli.local.Distribution(Distribution.HOME);
    Path scheme = Files.writeString(folder.resolve("scheme.yaml"), SCHEME);
    DeploymentPlan plan =
        DeploymentPlan.loopback(folder.resolve("nodes"), scheme, distribution.plugins());
    LocalDeployment nodes = LocalDeployment.start(distribution, plan, "512m", Progress.stderr());
    try {
      AdminClient admin = nodes.admin();
      admin.setCategories(List.of("a", "b"));
      admin.publishModel(admin.stageModel(model.write(folder)));
      List<Path> pictures = pictures(folder, many);
      Path owner = nodes.account(admin, "anna", "owner");
      try (OwnerClient anna = OwnerClient.open(Deployment.read(owner), folder.resolve("anna"))) {
        for (int i = 0; i < many; i++) {
          anna.outsource("photo-" + i, pictures.get(i));
        }
      }
      Map<Integer, IssuedToken> user = admin.createPrincipal("uma", "user");
      admin.grant("uma", "anna");
      admin.awaitIndexed(many, PATIENCE, s -> {});
      return new Platform(nodes, admin, pictures, user);
    } catch (RuntimeException | IOException | InterruptedException e) {
      nodes.close();
      throw e;
    }
  }

  /** Makes a model's file in a folder that has {@code scheme.yaml}. */
  @FunctionalInterface
  interface ModelSource {
    Path write(Path folder) throws IOException, InterruptedException;
  }

  /** What the scheme names, with weights as they are drawn: a scheme is changed with it. */
  static Path backbone(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("backbone.safetensors");
    Distribution.Result made =
        Distribution.run(
            PATIENCE,
            "admin",
            "model",
            "create",
            file.toString(),
            "--scheme",
            folder.resolve("scheme.yaml").toString(),
            "--size",
            "32",
            "--categories",
            "a,b");
    if (made.exitCode() != 0) {
      throw new IOException("no model: " + made.err());
    }
    return file;
  }

  private static List<Path> pictures(Path folder, int many) throws IOException {
    Path written = new PictureGenerator(48, 40, 9).write(folder.resolve("pictures"), many / 2, 2);
    try (Stream<Path> all = Files.walk(written)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
    }
  }

  AdminClient admin() {
    return admin;
  }

  LocalDeployment nodes() {
    return nodes;
  }

  /** The owner's pictures; {@code photo-i} is the one at i. */
  List<Path> pictures() {
    return pictures;
  }

  /** Where browsers reach a node. */
  String address(int node) {
    return nodes.webUrl(node);
  }

  /** The user's token at one node. */
  String userToken(int node) {
    return user.get(node).token();
  }

  String searchKey() {
    return userToken(1) + "." + userToken(2);
  }

  /** The administrator's token at one node. */
  String adminToken(int node) {
    return nodes.adminToken(node);
  }

  /** SIGKILL. */
  void kill(int node) {
    ProcessHandle process = ProcessHandle.of(nodes.pids().get(node - 1)).orElseThrow();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    admin.close();
    nodes.close();
  }
}
