package io.sharelens.cli.evaluate.federated;

import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.AdminClient;
import io.sharelens.inference.model.PublishedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A throw-away deployment for training rounds: three node processes, a first model, owners. */
final class FederatedNodes implements AutoCloseable {
  private final LocalDeployment deployment;
  private final AdminClient admin;
  private final Rounds rounds;

  private FederatedNodes(LocalDeployment deployment, AdminClient admin, Rounds rounds) {
    this.deployment = deployment;
    this.admin = admin;
    this.rounds = rounds;
  }

  /**
   * Where it runs.
   *
   * @param scheme YAML to begin with
   * @param heap of each node
   * @param folder of the deployment
   */
  record Place(Distribution distribution, Path scheme, String heap, Path folder) {}

  /**
   * Starts the nodes, publishes the first model and admits the owners.
   *
   * @param parts pictures of each owner
   */
  static FederatedNodes start(
      Place place,
      Settings settings,
      PublishedModel first,
      List<LabelledPictures> parts,
      Progress progress) {
    Path scheme =
        FederatedScheme.write(
            place.scheme(), place.folder().resolve("federated.yaml"), settings, parts);
    LocalDeployment deployment =
        LocalDeployment.start(
            place.distribution(),
            DeploymentPlan.loopback(
                place.folder().resolve("nodes"), scheme, place.distribution().plugins()),
            place.heap(),
            progress);
    AdminClient admin = deployment.admin();
    try {
      Path file = place.folder().resolve("first.safetensors");
      first.write(file);
      admin.setCategories(first.categories());
      admin.publishModel(admin.stageModel(file));
      List<Path> accounts = new ArrayList<>();
      for (int o = 1; o <= parts.size(); o++) {
        accounts.add(deployment.account(admin, "owner-" + o, "owner"));
      }
      return new FederatedNodes(
          deployment, admin, Rounds.of(admin, accounts, parts, settings, progress));
    } catch (RuntimeException e) {
      admin.close();
      deployment.close();
      throw e;
    }
  }

  Rounds rounds() {
    return rounds;
  }

  List<Long> processes() {
    return deployment.pids();
  }

  @Override
  public void close() {
    rounds.close();
    admin.close();
    deployment.close();
  }
}
